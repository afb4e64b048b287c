using System.Text;
using DataRights.Subjects;
using DataRights.Testing.Fakes;
using Xunit;

namespace DataRights.Tests.Subjects;

public sealed class AesGcmSealerTests
{
    private readonly FixedKeyRing _keys = new();
    private readonly AesGcmSealer _sealer;

    public AesGcmSealerTests() => _sealer = new AesGcmSealer(_keys);

    [Fact]
    public void Whatever_is_sealed_opens_to_the_same_bytes_and_shows_none_of_them()
    {
        var random = new Random(11);
        for (var i = 0; i < 300; i++)
        {
            var content = new byte[random.Next(4) == 0 ? random.Next(4) : random.Next(2000)];
            random.NextBytes(content);
            var (purpose, owner) = (Text(random), Text(random));
            var closed = _sealer.Seal(purpose, owner, content);
            Assert.Equal(content, _sealer.Open(purpose, owner, closed));
            Assert.True(content.Length < 8 || closed.AsSpan().IndexOf(content) < 0);
        }
    }

    [Fact]
    public void Any_flipped_bit_breaks_the_seal()
    {
        var closed = _sealer.Seal("root-key", "r1", "someone's key"u8);
        for (var bit = 0; bit < closed.Length * 8; bit++)
        {
            var altered = closed.ToArray();
            altered[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Throws<SealBrokenException>(() => _sealer.Open("root-key", "r1", altered));
        }
    }

    [Fact]
    public void Any_missing_or_added_byte_breaks_the_seal()
    {
        var closed = _sealer.Seal("root-key", "r1", "x"u8);
        for (var length = 0; length < closed.Length; length++)
        {
            Assert.Throws<SealBrokenException>(() => _sealer.Open("root-key", "r1", closed.AsSpan(0, length)));
        }

        Assert.Throws<SealBrokenException>(() => _sealer.Open("root-key", "r1", [.. closed, 0]));
    }

    [Theory]
    [InlineData("root-key", "r2")]
    [InlineData("identifiers", "r1")]
    [InlineData("root-keyr", "1")]
    [InlineData("root-ke", "yr1")]
    [InlineData("", "root-keyr1")]
    public void Sealed_for_one_owner_and_purpose_it_does_not_open_for_another(string purpose, string owner)
    {
        var closed = _sealer.Seal("root-key", "r1", "x"u8);
        var error = Assert.Throws<SealBrokenException>(() => _sealer.Open(purpose, owner, closed));
        Assert.Equal("altered-or-of-another-owner", error.Code);
    }

    [Fact]
    public void After_a_rotation_old_seals_open_and_new_ones_use_the_new_key()
    {
        var old = _sealer.Seal("p", "o", "old"u8);
        _keys.Current = 2;
        var next = _sealer.Seal("p", "o", "new"u8);
        Assert.Equal("old"u8, _sealer.Open("p", "o", old));
        _keys.Gone.Add(1);
        Assert.Equal("new"u8, _sealer.Open("p", "o", next));
        Assert.Equal("key-unknown", Assert.Throws<SealBrokenException>(() => _sealer.Open("p", "o", old)).Code);
    }

    [Fact]
    public void Equal_content_is_sealed_differently_each_time() =>
        Assert.Equal(100, Enumerable.Range(0, 100).Select(_ => Convert.ToHexString(_sealer.Seal("p", "o", "x"u8))).Distinct().Count());

    private static string Text(Random random)
    {
        var text = new StringBuilder();
        for (var i = random.Next(12); i > 0; i--)
        {
            text.Append(random.Next(3) switch { 0 => "é", 1 => "\U0001F600", _ => ((char)random.Next('a', 'z')).ToString() });
        }

        return text.ToString();
    }
}
