using System.Collections.Concurrent;
using Newtonsoft.Json.Linq;

namespace DataRights.Testing.Contracts;

/// <summary>
/// Lies between a test and the API, and holds every answer against the OpenAPI document: the operation, the status, the
/// headers, the media type, the body's schema, and for a problem that its code is listed there with that title.
/// </summary>
public sealed class ContractHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private const string Problem = "application/problem+json";
    private const string UrnPrefix = "urn:data-rights:problem:";

    private static readonly string[] Telling = ["Location", "Retry-After", "WWW-Authenticate"];

    /// <summary>The answers seen, as <c>GET /api/requests 200</c> by operation id.</summary>
    public ConcurrentDictionary<string, int> Seen { get; } = new();

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        var faults = await FaultsAsync(request, response, cancellationToken);
        return faults.Count == 0
            ? response
            : throw new InvalidDataException($"{request.Method} {request.RequestUri!.AbsolutePath} {(int)response.StatusCode} is not as the document says:\n{string.Join('\n', faults)}");
    }

    private async Task<IReadOnlyList<string>> FaultsAsync(HttpRequestMessage request, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var (status, media) = ((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType);
        if (ApiContract.Find(request.Method.Method, request.RequestUri!.AbsolutePath) is not { } operation)
        {
            return status is 404 or 405 ? [] : ["It is no operation of the document."];
        }

        var code = $"{operation["operationId"]} {status}";
        Seen.AddOrUpdate(code, 1, (_, n) => n + 1);
        if (operation["responses"]![$"{status}"] is not { } found)
        {
            return [$"{code} is not documented."];
        }

        var documented = ApiContract.Resolve(found);
        var faults = HeaderFaults(response, (JObject?)documented["headers"] ?? []).ToList();
        if (request.Method == HttpMethod.Head || documented["content"] is not JObject content)
        {
            return faults;
        }

        if (media is null || content[media] is not JObject body)
        {
            return [.. faults, $"{code} has the media type {media}."];
        }

        return body["schema"] is not { } schema || schema["$ref"] is not JValue { Value: string to }
            ? faults
            : [.. faults, .. await BodyFaultsAsync(response, to.Split('/')[^1], media, body, cancellationToken)];
    }

    private static IEnumerable<string> HeaderFaults(HttpResponseMessage response, JObject documented)
    {
        bool IsThere(string name) => response.Headers.NonValidated.Contains(name) || response.Content.Headers.NonValidated.Contains(name);
        foreach (var header in documented.Properties().Where(h => (bool?)ApiContract.Resolve(h.Value)["required"] == true && !IsThere(h.Name)))
        {
            yield return $"The header {header.Name} is missing.";
        }

        foreach (var name in Telling.Where(name => IsThere(name) && documented[name] is null))
        {
            yield return $"The header {name} is not documented.";
        }
    }

    private static async Task<IReadOnlyList<string>> BodyFaultsAsync(HttpResponseMessage response, string schema, string media, JObject body, CancellationToken cancellationToken)
    {
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        var faults = await ApiContract.FaultsAsync(schema, text);
        if (media != Problem || faults.Count > 0)
        {
            return faults;
        }

        var problem = JObject.Parse(text);
        var code = ((string)problem["type"]!)[UrnPrefix.Length..];
        return body["examples"]?[code] is not { } example ? [$"The problem {code} is not documented for it."]
            : (string?)ApiContract.Resolve(example)["value"]!["title"] is var title && title == (string?)problem["title"] ? []
            : [$"The problem {code} has the title '{problem["title"]}', documented as '{title}'."];
    }
}
