using System.Text.Json;
using DataRights.Api.Tests.Fakes;
using DataRights.Signing;

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

    [Fact]
    public async Task The_keys_that_check_receipts_are_published_alone_and_are_all_that_a_check_needs()
    {
        await using var host = await ApiHost.StartAsync(TestContext.Current.CancellationToken);
        using var answer = await host.Bare.GetAsync(Routes.SigningKeys, TestContext.Current.CancellationToken);
        var content = await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);

        Assert.True(answer.IsSuccessStatusCode);
        Assert.Equal("public, max-age=300", answer.Headers.CacheControl?.ToString());
        Assert.Equal(1, PublicKeySet.Parse(content).Count);
        using var keys = JsonDocument.Parse(content);
        Assert.All(keys.RootElement.GetProperty("keys").EnumerateArray(), k => Assert.Equal("sig", k.GetProperty("use").GetString()));
    }
}
