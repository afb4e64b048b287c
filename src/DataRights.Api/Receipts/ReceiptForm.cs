using DataRights.Api.Problems;
using Microsoft.AspNetCore.Http;

namespace DataRights.Api.Receipts;

/// <summary>In which form a receipt is asked for: by <c>as=page</c> or <c>as=json</c>, or else by whether Accept prefers text/html to JSON.</summary>
internal static class ReceiptForm
{
    public static bool IsPage(HttpRequest request)
    {
        var values = request.Query["as"];
        return values.Count switch
        {
            0 => Prefers(request),
            1 when values[0] == "page" => true,
            1 when values[0] == "json" => false,
            _ => throw new ProblemException(BodyProblems.Query("'as' must be page or json, once.")),
        };
    }

    // What is not named outright is not asked for: */* gets the receipt itself.
    private static bool Prefers(HttpRequest request)
    {
        var html = Quality(request, "text/html");
        return html > 0 && html > Quality(request, "application/json");
    }

    private static double Quality(HttpRequest request, string type) => request.GetTypedHeaders().Accept
        .Where(a => a.MediaType.Equals(type, StringComparison.OrdinalIgnoreCase))
        .Select(a => a.Quality ?? 1)
        .DefaultIfEmpty(0)
        .Max();
}
