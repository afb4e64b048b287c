using Microsoft.AspNetCore.Http;

namespace DataRights.Api.OpenApi;

/// <summary>
/// <c>GET /api/openapi.json</c>: the description of this API (OpenAPI 3.1), the same for everybody and without asking who
/// calls, since it says nothing of any deployment or person.
/// </summary>
public sealed class OpenApiEndpoint
{
    private readonly byte[] document = Read();

    public IResult Handle(HttpRequest request)
    {
        SecurityHeaders.Set(request.HttpContext.Response);
        return Results.Bytes(document, Json.ApiJson.ContentType);
    }

    private static byte[] Read()
    {
        using var resource = typeof(OpenApiEndpoint).Assembly.GetManifestResourceStream("openapi.json")!;
        var content = new byte[resource.Length];
        resource.ReadExactly(content);
        return content;
    }
}
