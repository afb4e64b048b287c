using System.Text.Json;
using DataRights.Api.Access.Settings;

namespace DataRights.Api.Access.Keys;

/// <summary>Fetches an issuer's keys: from its key set, or by way of its OpenID Connect metadata. Redirects are not followed.</summary>
internal sealed class KeyDownload : IDisposable
{
    private const int MostBytes = 1024 * 1024;

    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
    {
        Timeout = TimeSpan.FromSeconds(10),
        MaxResponseContentBufferSize = MostBytes,
    };

    /// <exception cref="HttpRequestException">The issuer does not answer as it should.</exception>
    /// <exception cref="OperationCanceledException">It does not answer in time.</exception>
    /// <exception cref="FormatException">What it answers is no metadata or key set.</exception>
    public async Task<KeySet> FetchAsync(IssuerOptions issuer, CancellationToken cancellationToken)
    {
        if (issuer.Authority is not { } authority)
        {
            return KeyReader.FromPublished(await http.GetStringAsync(issuer.JwksUrl, cancellationToken), issuer.Issuer);
        }

        var metadata = await http.GetStringAsync($"{authority.TrimEnd('/')}/.well-known/openid-configuration", cancellationToken);
        var (name, keys) = Read(metadata);
        return KeyReader.FromPublished(await http.GetStringAsync(keys, cancellationToken), issuer.Issuer ?? name);
    }

    public void Dispose() => http.Dispose();

    private static (string Issuer, Uri Keys) Read(string metadata)
    {
        try
        {
            using var document = JsonDocument.Parse(metadata);
            var issuer = document.RootElement.GetProperty("issuer").GetString();
            var keys = document.RootElement.GetProperty("jwks_uri").GetString();
            return !string.IsNullOrEmpty(issuer) && SafeAddress.Read(keys) is { } address
                ? (issuer, address)
                : throw new FormatException("The metadata names no issuer or no https address of keys.");
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new FormatException("The metadata is not that of an OpenID Connect issuer.");
        }
    }
}
