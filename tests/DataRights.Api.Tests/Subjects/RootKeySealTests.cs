using System.Text;
using DataRights.Api.Tests.Fakes;
using DataRights.Sources;
using DataRights.Subjects;

namespace DataRights.Api.Tests.Subjects;

public sealed class RootKeySealTests
{
    private readonly FakeSealer sealer = new();

    public static TheoryData<string> Values => ["17", "9007199254740993", "2026-01-01T00:00:00Z", "a\"b\\c\n", "", "zażółć 🙂", "null"];

    [Theory]
    [MemberData(nameof(Values))]
    public void A_root_key_comes_back_as_it_was(string value)
    {
        var root = new RootKey("users", Key.Of(value, "second"));
        Assert.Equal(root, RootKeySeal.Open(sealer, "r1", RootKeySeal.Seal(sealer, "r1", root)));
    }

    [Fact]
    public void What_was_sealed_for_one_request_does_not_open_for_another()
    {
        var text = RootKeySeal.Seal(sealer, "r1", new("users", Key.Of("17")));
        Assert.Throws<SealBrokenException>(() => RootKeySeal.Open(sealer, "r2", text));
    }

    [Fact]
    public void Text_that_is_not_base64_is_told_apart()
    {
        Assert.Equal("not-base64", Assert.Throws<SealBrokenException>(() => RootKeySeal.Open(sealer, "r1", "!!!")).Code);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"collection":"users"}""")]
    [InlineData("""{"collection":"users","key":[]}""")]
    [InlineData("""{"collection":"users","key":[17]}""")]
    [InlineData("""{"collection":null,"key":["17"]}""")]
    public void A_payload_of_another_shape_is_refused_without_quoting_it(string payload)
    {
        var text = Convert.ToBase64String(sealer.Seal(KeyPurposes.Sealing, "r1/root-key", Encoding.UTF8.GetBytes(payload)));
        var broken = Assert.Throws<SealBrokenException>(() => RootKeySeal.Open(sealer, "r1", text));
        Assert.Equal("payload-invalid", broken.Code);
        Assert.Null(broken.InnerException);
    }
}
