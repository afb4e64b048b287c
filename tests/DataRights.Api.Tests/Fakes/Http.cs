using System.Net;
using System.Text;
using System.Text.Json;

namespace DataRights.Api.Tests.Fakes;

/// <summary>Short ways to call and to read answers.</summary>
internal static class Http
{
    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    public static Task<HttpResponseMessage> SubmitAsync(this ApiHost host, string json, string? key = null)
    {
        var message = new HttpRequestMessage(HttpMethod.Post, Routes.Requests) { Content = Json(json) };
        if (key is not null)
        {
            message.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        }

        return host.Client.SendAsync(message, Token);
    }

    public static Task<HttpResponseMessage> GetAsync(this ApiHost host, string path) => host.Client.GetAsync(path, Token);

    public static async Task<JsonElement> JsonAsync(this HttpResponseMessage response, HttpStatusCode expected)
    {
        var text = await response.Content.ReadAsStringAsync(Token);
        Assert.True(expected == response.StatusCode, $"{(int)response.StatusCode} {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    /// <summary>The problem, after checking that it is one: media type, URN, status, title and detail.</summary>
    public static async Task<JsonElement> ProblemAsync(this HttpResponseMessage response, HttpStatusCode status, string code)
    {
        var problem = await response.JsonAsync(status);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("urn:data-rights:problem:" + code, problem.GetProperty("type").GetString());
        Assert.Equal((int)status, problem.GetProperty("status").GetInt32());
        Assert.NotEmpty(problem.GetProperty("title").GetString()!);
        Assert.NotEmpty(problem.GetProperty("detail").GetString()!);
        Assert.True(response.Headers.CacheControl?.NoStore);
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        return problem;
    }
}
