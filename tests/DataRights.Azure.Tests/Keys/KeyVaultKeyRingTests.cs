using System.Net;
using System.Security.Cryptography;
using Azure.Core.Pipeline;
using Azure.Security.KeyVault.Secrets;
using DataRights.Azure.Keys;
using DataRights.Subjects;
using DataRights.Testing;

namespace DataRights.Azure.Tests.Keys;

public sealed class KeyVaultKeyRingTests : IDisposable
{
    private readonly ManualTimeProvider time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly FakeVault vault = new();
    private readonly byte[] first = RandomNumberGenerator.GetBytes(32);
    private readonly byte[] second = RandomNumberGenerator.GetBytes(32);

    public KeyVaultKeyRingTests()
    {
        vault.Secrets["data-rights-sealing-1"] = Convert.ToBase64String(first);
        vault.Secrets["data-rights-subject-reference-1"] = Convert.ToBase64String(second);
        vault.Secrets["something-else"] = "x";
        vault.Secrets["data-rights-sealing-old"] = "x";
    }

    [Fact]
    public void The_highest_version_of_a_purpose_is_the_current_one_and_older_ones_still_open()
    {
        vault.Secrets["data-rights-sealing-10"] = Convert.ToBase64String(second) + "\n";
        vault.Secrets["data-rights-sealing-9"] = Convert.ToBase64String(first);
        var ring = Open();

        Assert.Equal((10, 1), (ring.CurrentVersion(KeyPurposes.Sealing), ring.CurrentVersion(KeyPurposes.SubjectReference)));
        Assert.Equal(second, ring.Key(KeyPurposes.Sealing, 10).ToArray());
        Assert.Equal(first, ring.Key(KeyPurposes.Sealing, 1).ToArray());
    }

    [Fact]
    public void A_key_is_read_once_and_the_list_at_most_every_ten_minutes()
    {
        var ring = Open();
        _ = (ring.CurrentVersion(KeyPurposes.Sealing), ring.Key(KeyPurposes.Sealing, 1));
        var calls = vault.Calls;
        _ = (ring.CurrentVersion(KeyPurposes.Sealing), ring.Key(KeyPurposes.Sealing, 1));
        Assert.Equal(calls, vault.Calls);

        vault.Secrets["data-rights-sealing-2"] = Convert.ToBase64String(second);
        Assert.Equal(1, ring.CurrentVersion(KeyPurposes.Sealing));
        time.Advance(TimeSpan.FromMinutes(11));
        Assert.Equal(2, ring.CurrentVersion(KeyPurposes.Sealing));
    }

    [Fact]
    public void A_vault_that_is_down_for_a_while_stops_nothing_that_is_known()
    {
        var ring = Open();
        _ = (ring.CurrentVersion(KeyPurposes.Sealing), ring.Key(KeyPurposes.Sealing, 1));
        vault.Fails = HttpStatusCode.ServiceUnavailable;
        time.Advance(TimeSpan.FromHours(1));

        Assert.Equal(1, ring.CurrentVersion(KeyPurposes.Sealing));
        Assert.Equal(first, ring.Key(KeyPurposes.Sealing, 1).ToArray());
        var failure = Assert.Throws<KeyRingException>(() => ring.Key(KeyPurposes.SubjectReference, 1));
        Assert.Equal(("vault-unreachable", true), (failure.Code, failure.IsTransient));
    }

    [Fact]
    public void A_version_that_is_not_there_is_unknown_and_a_purpose_without_any_is_told_with_its_remedy()
    {
        var ring = Open();

        Assert.Equal("key-unknown", Assert.Throws<SealBrokenException>(() => ring.Key(KeyPurposes.Sealing, 7)).Code);
        var failure = Assert.Throws<KeyRingException>(() => ring.CurrentVersion(KeyPurposes.Intake));
        Assert.Equal("key-missing", failure.Code);
        Assert.Contains("data-rights-intake-1", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_secret_is_told_without_its_content()
    {
        vault.Secrets["data-rights-sealing-1"] = "hunter2";
        var failure = Assert.Throws<KeyRingException>(() => Open().Key(KeyPurposes.Sealing, 1));

        Assert.Equal("key-damaged", failure.Code);
        Assert.DoesNotContain("hunter2", failure.ToString(), StringComparison.Ordinal);
    }

    public void Dispose() => vault.Dispose();

    private KeyVaultKeyRing Open()
    {
        var options = new SecretClientOptions { Transport = new HttpClientTransport(new HttpClient(vault, disposeHandler: false)) };
        options.Retry.MaxRetries = 0;
        return new(new SecretClient(FakeVault.Address, new FixedCredential(time), options), time);
    }
}
