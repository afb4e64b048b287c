using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace DataRights.Api.Problems;

/// <summary>Gives a body to errors that come from the host, which have none: 404 and 405 of routing and the like.</summary>
public static class BareStatus
{
    public static Task WriteAsync(StatusCodeContext context)
    {
        var http = context.HttpContext;
        return Of(http.Response).ToResult(http.Response).ExecuteAsync(http);
    }

    private static Problem Of(HttpResponse response) => response.StatusCode switch
    {
        StatusCodes.Status404NotFound => new("route-not-found", response.StatusCode, "There is nothing at this path",
            "The API's paths begin with /api/requests and /api/health; compare yours, letter by letter, with the documentation."),
        StatusCodes.Status405MethodNotAllowed => new("method-not-allowed", response.StatusCode, "The path does not take this method",
            $"Here the methods are: {response.Headers.Allow}."),
        var status => new("http-" + status.ToString(System.Globalization.CultureInfo.InvariantCulture), status, "The call failed", "The host refused the call."),
    };
}
