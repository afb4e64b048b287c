using System.Buffers.Text;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace DataRights.Azure.Tests.Keys;

/// <summary>
/// A key vault as its REST API describes it: secrets and one signing key with versions, pages of one, and a challenge before
/// anything is told to a caller without a token.
/// </summary>
internal sealed class FakeVault : HttpMessageHandler
{
    private const string Host = "https://unit-test.vault.azure.net";

    private readonly List<(string Id, ECDsa Key, bool Enabled)> signing = [];

    public static Uri Address { get; } = new(Host);

    public Dictionary<string, string> Secrets { get; } = [];

    /// <summary>What every call is answered with, when set.</summary>
    public HttpStatusCode? Fails { get; set; }

    public int Calls { get; private set; }

    public void AddSigningKey() => signing.Add(($"{signing.Count:x32}", ECDsa.Create(ECCurve.NamedCurves.nistP256), true));

    public void Disable(int index) => signing[index] = signing[index] with { Enabled = false };

    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken) => Answer(request, "");

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        Answer(request, request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken));

    private HttpResponseMessage Answer(HttpRequestMessage request, string body)
    {
        Calls++;
        var answer = request.Headers.Authorization is null ? Challenge()
            : Fails is { } status ? Json(status, new JsonObject())
            : Route(request.RequestUri!, request.Method, body);
        answer.RequestMessage = request;
        return answer;
    }

    private HttpResponseMessage Route(Uri address, HttpMethod method, string body) => (method.Method, address.AbsolutePath.Trim('/').Split('/')) switch
    {
        ("GET", ["secrets"]) => Page(address, Secrets.Keys.Select(name => new JsonObject { ["id"] = $"{Host}/secrets/{name}", ["attributes"] = Enabled(true, 1) })),
        ("GET", ["secrets", var name, ..]) when Secrets.TryGetValue(name, out var value) =>
            Json(HttpStatusCode.OK, new JsonObject { ["id"] = $"{Host}/secrets/{name}/1", ["value"] = value, ["attributes"] = Enabled(true, 1) }),
        ("GET", ["keys", var name, "versions"]) =>
            Page(address, signing.Select((k, i) => new JsonObject { ["kid"] = $"{Host}/keys/{name}/{k.Id}", ["attributes"] = Enabled(k.Enabled, i) })),
        ("GET", ["keys", _, var id]) when signing.Exists(k => k.Id == id) => Json(HttpStatusCode.OK, new JsonObject { ["key"] = Public(signing.Find(k => k.Id == id).Key) }),
        ("POST", ["keys", _, var id, "sign"]) => Sign(signing.Find(k => k.Id == id).Key, JsonNode.Parse(body)!),
        _ => Json(HttpStatusCode.NotFound, new JsonObject()),
    };

    private static HttpResponseMessage Page(Uri address, IEnumerable<JsonObject> all)
    {
        var items = all.ToList();
        var skip = address.Query.Contains("skip=", StringComparison.Ordinal) ? int.Parse(address.Query.Split("skip=")[1], System.Globalization.CultureInfo.InvariantCulture) : 0;
        var next = skip + 1 < items.Count ? $"{Host}{address.AbsolutePath}?api-version=7.4&skip={skip + 1}" : null;
        return Json(HttpStatusCode.OK, new JsonObject { ["value"] = new JsonArray([.. items.Skip(skip).Take(1)]), ["nextLink"] = next });
    }

    private static HttpResponseMessage Sign(ECDsa key, JsonNode body)
    {
        var digest = Base64Url.DecodeFromChars((string)body["value"]!);
        return (string)body["alg"]! == "ES256" && digest.Length == 32
            ? Json(HttpStatusCode.OK, new JsonObject { ["value"] = Base64Url.EncodeToString(key.SignHash(digest)) })
            : Json(HttpStatusCode.BadRequest, new JsonObject());
    }

    private static JsonObject Public(ECDsa key)
    {
        var q = key.ExportParameters(false).Q;
        return new JsonObject { ["kty"] = "EC", ["crv"] = "P-256", ["x"] = Base64Url.EncodeToString(q.X), ["y"] = Base64Url.EncodeToString(q.Y) };
    }

    private static JsonObject Enabled(bool enabled, int created) => new() { ["enabled"] = enabled, ["created"] = 1_700_000_000 + created };

    private static HttpResponseMessage Challenge()
    {
        var answer = Json(HttpStatusCode.Unauthorized, new JsonObject());
        answer.Headers.WwwAuthenticate.Add(new AuthenticationHeaderValue("Bearer", "authorization=\"https://login.example/tenant\", resource=\"https://vault.azure.net\""));
        return answer;
    }

    private static HttpResponseMessage Json(HttpStatusCode status, JsonObject body) =>
        new(status) { Content = new StringContent(body.ToJsonString(JsonSerializerOptions.Default), Encoding.UTF8, "application/json") };
}
