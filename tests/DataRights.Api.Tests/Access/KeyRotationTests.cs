using System.Net;
using DataRights.Api.Tests.Access.Issuing;
using DataRights.Api.Tests.Fakes;
using static DataRights.Api.Tests.Fakes.Http;

namespace DataRights.Api.Tests.Access;

/// <summary>Keys that an issuer publishes over HTTP: found, rotated, withdrawn, and not to be had.</summary>
public sealed class KeyRotationTests : IAsyncLifetime
{
    private OidcServer? server;
    private ApiHost? running;

    private OidcServer Oidc => server!;

    private ApiHost Host => running!;

    private DateTimeOffset Now => Host.Engine.Clock.Now;

    public async ValueTask InitializeAsync()
    {
        server = await OidcServer.StartAsync(Token);
        running = await ApiHost.StartAsync(Token, access: TestAccess.Options with
        {
            Service = new() { Authority = Oidc.Authority, Audiences = [Tokens.Audience] },
        });
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await Oidc.DisposeAsync();
    }

    [Fact]
    public async Task The_first_token_after_a_rotation_is_good_at_once()
    {
        Assert.Equal(HttpStatusCode.OK, await AskAsync(Oidc.Key));
        Later(TimeSpan.FromMinutes(1));
        Oidc.Keys.Add(SigningKey.Create("ES256"));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(Oidc.Key));
        Assert.Equal(2, Oidc.Fetches);
    }

    [Fact]
    public async Task Unknown_keys_make_the_issuer_be_asked_once_a_minute_however_many_tokens_claim_them()
    {
        Assert.Equal(HttpStatusCode.OK, await AskAsync(Oidc.Key));
        var foreign = SigningKey.Create("RS256");
        for (var minute = 1; minute <= 3; minute++)
        {
            Later(TimeSpan.FromMinutes(1));
            var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => AskAsync(foreign, kid: $"k{i}")));
            Assert.All(answers, a => Assert.Equal(HttpStatusCode.Unauthorized, a));
            Assert.Equal(1 + minute, Oidc.Fetches);
        }
    }

    [Fact]
    public async Task A_withdrawn_key_is_good_no_longer_once_keys_are_fetched_again()
    {
        var withdrawn = Oidc.Key;
        Assert.Equal(HttpStatusCode.OK, await AskAsync(withdrawn));
        Oidc.Keys.Clear();
        Oidc.Keys.Add(SigningKey.Create("RS256"));
        Later(TimeSpan.FromHours(6));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(withdrawn));

        // That call began the fetch and did not wait for it; this one needs it, and waits.
        Assert.Equal(HttpStatusCode.OK, await AskAsync(Oidc.Key));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(withdrawn));
    }

    [Fact]
    public async Task An_issuer_that_is_down_at_first_is_503_with_a_time_and_then_found()
    {
        Oidc.IsDown = true;
        using var response = await Host.GetAsync(Routes.Requests, Sign(Oidc.Key));
        await response.ProblemAsync(HttpStatusCode.ServiceUnavailable, "keys-unavailable");
        Assert.NotNull(response.Headers.RetryAfter);
        Oidc.IsDown = false;
        Later(TimeSpan.FromSeconds(2));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(Oidc.Key));
    }

    [Fact]
    public async Task An_issuer_that_goes_down_leaves_its_last_keys_good_for_a_day_and_not_longer()
    {
        Assert.Equal(HttpStatusCode.OK, await AskAsync(Oidc.Key));
        Oidc.IsDown = true;
        Later(TimeSpan.FromHours(23));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(Oidc.Key));
        Later(TimeSpan.FromHours(1));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await AskAsync(Oidc.Key));
    }

    [Fact]
    public async Task Shared_secrets_weak_keys_and_keys_for_encryption_in_the_set_are_left_out()
    {
        var encryption = SigningKey.Create("RS256", "enc-key");
        Oidc.MoreKeys = """,{"kty":"oct","kid":"secret","k":"c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LXNlY3JldA"},""" + encryption.Jwk.Replace("\"sig\"", "\"enc\"", StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await AskAsync(Oidc.Key));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(encryption));
    }

    [Fact]
    public async Task A_key_set_without_metadata_is_fetched_as_well()
    {
        await using var host = await ApiHost.StartAsync(Token, access: TestAccess.Options with
        {
            Subject = new() { Issuer = Tokens.SubjectIssuer, Audiences = [Tokens.Audience], JwksUrl = Oidc.Authority + "/keys" },
        });
        var record = host.Engine.Requests.Add(DataRights.Requests.RequestKind.Access);
        using var response = await host.GetAsync(Routes.Of(record.Id), Oidc.Key.Sign(Tokens.Subject(host.Engine.Clock.Now, FakePeople.Person(FakePeople.Ada))));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    private void Later(TimeSpan by) => Host.Engine.Clock.Now += by;

    private string Sign(SigningKey key, string? kid = null) => key.Sign(Tokens.Service(Oidc.Issuer, Now, "DataRights.Read"), kid);

    private async Task<HttpStatusCode> AskAsync(SigningKey key, string? kid = null)
    {
        using var response = await Host.GetAsync(Routes.Requests, Sign(key, kid));
        return response.StatusCode;
    }
}
