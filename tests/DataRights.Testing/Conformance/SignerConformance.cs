using System.Security.Cryptography;
using System.Text;
using DataRights.Signing;
using Xunit;

namespace DataRights.Testing.Conformance;

/// <summary>What every <see cref="ISigner"/> promises.</summary>
public abstract class SignerConformance
{
    private static readonly byte[] Content = Encoding.UTF8.GetBytes("what was done");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    protected abstract ISigner Create();

    /// <summary>Puts a new key into use, as far as a signer made afterwards is concerned.</summary>
    protected abstract void Rotate();

    [Fact]
    public async Task A_signature_is_checked_with_the_published_key_that_it_names_and_with_nothing_else()
    {
        var signer = Create();
        var signature = await signer.SignAsync(Content, Token);
        var key = Assert.Single(await signer.PublicKeysAsync(Token), k => k.KeyId == signature.KeyId);

        Assert.Equal(64, signature.Value.Length);
        Assert.True(Check(key, Content, signature));
        Assert.False(Check(key, Encoding.UTF8.GetBytes("what was not done"), signature));
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Assert.False(Check(PublicKey.Of(other.ExportParameters(false).Q), Content, signature));
    }

    [Fact]
    public async Task The_same_key_has_the_same_name_for_every_signer()
    {
        Assert.Equal((await Create().PublicKeysAsync(Token))[0], (await Create().PublicKeysAsync(Token))[0]);
        Assert.Equal((await Create().SignAsync(Content, Token)).KeyId, (await Create().SignAsync(Content, Token)).KeyId);
    }

    [Fact]
    public async Task After_a_rotation_the_new_key_signs_and_the_old_one_is_still_published()
    {
        var before = await Create().SignAsync(Content, Token);
        Rotate();
        var signer = Create();
        var after = await signer.SignAsync(Content, Token);
        var keys = await signer.PublicKeysAsync(Token);

        Assert.NotEqual(before.KeyId, after.KeyId);
        Assert.Equal([after.KeyId, before.KeyId], keys.Select(k => k.KeyId));
        Assert.True(Check(keys[1], Content, before));
    }

    private static bool Check(PublicKey key, byte[] content, Signature signature)
    {
        using var check = ECDsa.Create(key.ToParameters());
        return check.VerifyData(content, signature.Value.Span, HashAlgorithmName.SHA256);
    }
}
