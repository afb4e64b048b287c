using System.Net;
using Azure.Core.Pipeline;
using DataRights.Azure.Keys;
using DataRights.Signing;
using DataRights.Subjects;
using DataRights.Testing.Conformance;

namespace DataRights.Azure.Tests.Keys;

public sealed class KeyVaultSignerTests : SignerConformance, IDisposable
{
    private readonly FakeVault vault = new();

    public KeyVaultSignerTests() => vault.AddSigningKey();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Keys_are_asked_for_once_in_a_while_and_not_for_every_signature()
    {
        var signer = Create();
        await signer.SignAsync(new byte[] { 1 }, Token);
        var calls = vault.Calls;
        await signer.SignAsync(new byte[] { 2 }, Token);

        Assert.Equal(calls + 1, vault.Calls);
    }

    [Fact]
    public async Task A_disabled_version_is_published_no_longer()
    {
        Rotate();
        vault.Disable(0);

        Assert.Single(await Create().PublicKeysAsync(Token));
    }

    [Theory]
    [InlineData(HttpStatusCode.Forbidden, "vault-denied", false)]
    [InlineData(HttpStatusCode.NotFound, "key-missing", false)]
    [InlineData(HttpStatusCode.TooManyRequests, "vault-busy", true)]
    [InlineData(HttpStatusCode.ServiceUnavailable, "vault-unreachable", true)]
    public async Task Every_failure_has_a_code_and_says_whether_it_may_pass(HttpStatusCode status, string code, bool transient)
    {
        vault.Fails = status;
        var failure = await Assert.ThrowsAsync<KeyRingException>(() => Create().SignAsync(new byte[] { 1 }, Token));

        Assert.Equal((code, transient), (failure.Code, failure.IsTransient));
    }

    public void Dispose() => vault.Dispose();

    protected override ISigner Create()
    {
        var options = new KeyVaultClientOptions { Transport = new HttpClientTransport(new HttpClient(vault, disposeHandler: false)) };
        options.Retry.MaxRetries = 0;
        return new KeyVaultSigner(FakeVault.Address, "data-rights-receipts", new FixedCredential(TimeProvider.System), options, TimeProvider.System);
    }

    protected override void Rotate() => vault.AddSigningKey();
}
