using DataRights.Api.Access;
using Microsoft.AspNetCore.Http;

namespace DataRights.Api.OpenApi;

/// <summary>
/// <c>GET /api/openapi.json</c>: the description of this API (OpenAPI 3.1), the same for everybody, since it says nothing of
/// any deployment or person.
/// </summary>
public sealed class OpenApiEndpoint(ApiGuard guard)
{
    private readonly byte[] document = Read();

    public Task<IResult> HandleAsync(HttpRequest request, CancellationToken cancellationToken) =>
        guard.RunAsync(request, ApiOperation.Describe, (_, _) => Task.FromResult(Results.Bytes(document, Json.ApiJson.ContentType)), cancellationToken);

    private static byte[] Read()
    {
        using var resource = typeof(OpenApiEndpoint).Assembly.GetManifestResourceStream("openapi.json")!;
        var content = new byte[resource.Length];
        resource.ReadExactly(content);
        return content;
    }
}
