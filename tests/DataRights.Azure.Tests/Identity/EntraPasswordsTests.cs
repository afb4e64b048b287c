using Azure.Identity;
using DataRights.Azure.Identity;
using DataRights.Azure.Tests.Keys;
using DataRights.Sources;
using DataRights.Testing;

namespace DataRights.Azure.Tests.Identity;

public sealed class EntraPasswordsTests
{
    private readonly ManualTimeProvider time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_token_serves_every_connection_until_shortly_before_its_end()
    {
        var credential = new FixedCredential(time);
        using var passwords = new EntraPasswords(credential, time);
        var burst = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => passwords.GetAsync("main", Token).AsTask()));
        time.Advance(TimeSpan.FromMinutes(54));

        Assert.Equal(["token-1"], burst.Append(await passwords.GetAsync("other", Token)).Distinct());
        time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal("token-2", await passwords.GetAsync("main", Token));
        Assert.Equal(2, credential.Asked);
    }

    [Theory]
    [InlineData(true, "no-credential", false)]
    [InlineData(false, "sign-in-failed", true)]
    public async Task A_failed_sign_in_is_the_sources_trouble_without_the_clients_words(bool missing, string code, bool transient)
    {
        var credential = new FixedCredential(time) { Fails = missing ? new CredentialUnavailableException("hunter2") : new AuthenticationFailedException("hunter2") };
        using var passwords = new EntraPasswords(credential, time);
        var failure = await Assert.ThrowsAsync<SourceException>(async () => await passwords.GetAsync("main", Token));

        Assert.Equal((code, transient), (failure.Code, failure.IsTransient));
        Assert.DoesNotContain("hunter2", failure.ToString(), StringComparison.Ordinal);
    }
}
