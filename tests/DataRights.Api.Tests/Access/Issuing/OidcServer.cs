using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DataRights.Api.Tests.Access.Issuing;

/// <summary>An OpenID Connect issuer on Kestrel: metadata and keys, which can be rotated, withdrawn or fail.</summary>
internal sealed class OidcServer : IAsyncDisposable
{
    private readonly WebApplication app;
    private int fetches;

    private OidcServer(WebApplication app) => this.app = app;

    public string Authority { get; private set; } = "";

    /// <summary>What it says its name is.</summary>
    public string Issuer => Authority;

    public List<SigningKey> Keys { get; } = [SigningKey.Create("RS256")];

    public SigningKey Key => Keys[^1];

    /// <summary>How often keys were fetched.</summary>
    public int Fetches => fetches;

    public bool IsDown { get; set; }

    /// <summary>More members of the key set, as JSON, each with a comma before it.</summary>
    public string MoreKeys { get; set; } = "";

    public static async Task<OidcServer> StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var server = new OidcServer(builder.Build());
        server.app.MapGet("/.well-known/openid-configuration", () => server.Answer(
            $$"""{"issuer":"{{server.Issuer}}","jwks_uri":"{{server.Authority}}/keys","response_types_supported":["code"]}"""));
        server.app.MapGet("/keys", () =>
        {
            Interlocked.Increment(ref server.fetches);
            return server.Answer($$"""{"keys":[{{string.Join(',', server.Keys.Select(k => k.Jwk))}}{{server.MoreKeys}}]}""");
        });
        await server.app.StartAsync(cancellationToken);
        server.Authority = server.app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return server;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private IResult Answer(string json) => IsDown ? Results.StatusCode(StatusCodes.Status503ServiceUnavailable) : Results.Text(json, "application/json");
}
