using System.Text.Json;
using DataRights.Api.Tests.Fakes;

namespace DataRights.Api.Tests.Intake;

public sealed class PublishedKeysTests
{
    [Fact]
    public async Task Everybody_may_read_the_public_keys_and_nothing_private_is_among_them()
    {
        await using var host = await ApiHost.StartAsync(TestContext.Current.CancellationToken);
        using var answer = await host.Bare.GetAsync("/.well-known/jwks.json", TestContext.Current.CancellationToken);
        using var keys = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));

        Assert.True(answer.IsSuccessStatusCode);
        Assert.Equal("public, max-age=300", answer.Headers.CacheControl?.ToString());
        var all = keys.RootElement.GetProperty("keys").EnumerateArray().ToList();
        Assert.Equal(["enc", "sig"], all.Select(k => k.GetProperty("use").GetString()));
        Assert.All(all, k => Assert.Equal(["alg", "crv", "kid", "kty", "use", "x", "y"], k.EnumerateObject().Select(p => p.Name).Order()));
    }
}
