using System.Net.Http.Headers;
using DataRights.Api.Tests.Fakes;
using static DataRights.Api.Tests.Fakes.Http;

namespace DataRights.Api.Tests.Access;

/// <summary>Calls with one token, or none.</summary>
internal static class AccessCalls
{
    public static Task<HttpResponseMessage> GetAsync(this ApiHost host, string path, string? token, string? forwarded = null) =>
        SendAsync(host, HttpMethod.Get, path, token, null, forwarded);

    public static Task<HttpResponseMessage> PostAsync(this ApiHost host, string path, string? token, string? json = null) =>
        SendAsync(host, HttpMethod.Post, path, token, json, null);

    private static async Task<HttpResponseMessage> SendAsync(ApiHost host, HttpMethod method, string path, string? token, string? json, string? forwarded)
    {
        using var message = new HttpRequestMessage(method, path);
        message.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        message.Content = json is null ? null : Http.Json(json);
        if (forwarded is not null)
        {
            message.Headers.TryAddWithoutValidation("X-Forwarded-For", forwarded);
        }

        return await host.Bare.SendAsync(message, Token);
    }
}
