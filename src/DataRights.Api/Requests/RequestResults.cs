using DataRights.Api.Json;
using DataRights.Requests;
using Microsoft.AspNetCore.Http;

namespace DataRights.Api.Requests;

/// <summary>Answers with a request's view.</summary>
public static class RequestResults
{
    public static IResult View(HttpRequest request, RequestRecord record, int status = StatusCodes.Status200OK, string? statusSecret = null) =>
        Results.Json(RequestView.Of(record, request.PathBase) with { StatusSecret = statusSecret }, ApiJson.Options, ApiJson.ContentType, status);

    /// <summary>As <see cref="View"/>, with the request's path in Location.</summary>
    public static IResult Located(HttpRequest request, RequestRecord record, int status, string? statusSecret = null)
    {
        request.HttpContext.Response.Headers.Location = request.PathBase.Value + Routes.Of(record.Id);
        return View(request, record, status, statusSecret);
    }
}
