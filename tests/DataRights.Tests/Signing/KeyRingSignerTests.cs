using DataRights.Signing;
using DataRights.Subjects;
using DataRights.Testing.Conformance;
using DataRights.Testing.Servers;
using Xunit;

namespace DataRights.Tests.Signing;

public sealed class KeyRingSignerTests : SignerConformance, IDisposable
{
    private readonly TempDirectory directory = new();

    [Fact]
    public void Keys_of_different_purposes_and_versions_have_nothing_in_common()
    {
        var ring = Ring();
        ring.Rotate(KeyPurposes.Signing);
        var points = new[] { (KeyPurposes.Signing, 1), (KeyPurposes.Signing, 2), (KeyPurposes.Intake, 1) }
            .Select(k => PublicKey.Of(DerivedKeys.Of(ring, k.Item1, k.Item2).Q).KeyId).ToList();

        Assert.Equal(3, points.Distinct().Count());
        Assert.Equal(points[0], PublicKey.Of(DerivedKeys.Of(Ring(), KeyPurposes.Signing, 1).Q).KeyId);
    }

    public void Dispose() => directory.Dispose();

    protected override ISigner Create() => new KeyRingSigner(Ring());

    protected override void Rotate() => Ring().Rotate(KeyPurposes.Signing);

    private FileKeyRing Ring() => new(directory.Combine("keys.json"));
}
