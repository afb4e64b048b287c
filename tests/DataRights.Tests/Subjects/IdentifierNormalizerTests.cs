using System.Text;
using DataRights.Mapping;
using DataRights.Requests;
using DataRights.Subjects;
using Xunit;

namespace DataRights.Tests.Subjects;

public sealed class IdentifierNormalizerTests
{
    [Theory]
    [InlineData(IdentifierType.Email, "  Ada.Lovelace+x@Example.ORG\t", "ada.lovelace+x@example.org")]
    [InlineData(IdentifierType.Email, "JU\u0308RGEN@BU\u0308CHER.example", "j\u00fcrgen@b\u00fccher.example")]
    [InlineData(IdentifierType.Email, "a@localhost", "a@localhost")]
    [InlineData(IdentifierType.Phone, " +49 (0)30-1234.567 ", null)]
    [InlineData(IdentifierType.Phone, " +49 (30)-1234.567\u00a08 ", "+493012345678")]
    [InlineData(IdentifierType.Phone, "0049301234567", null)]
    [InlineData(IdentifierType.Phone, "+0301234567", null)]
    [InlineData(IdentifierType.Phone, "+1234567890123456", null)]
    [InlineData(IdentifierType.Phone, "+\u0661\u0662\u0663\u0664", null)]
    [InlineData(IdentifierType.Integer, " +0042 ", "42")]
    [InlineData(IdentifierType.Integer, "-007", "-7")]
    [InlineData(IdentifierType.Integer, "-000", "0")]
    [InlineData(IdentifierType.Integer, "123456789012345678901234567890", "123456789012345678901234567890")]
    [InlineData(IdentifierType.Integer, "1e3", null)]
    [InlineData(IdentifierType.Integer, "1.0", null)]
    [InlineData(IdentifierType.Integer, "+", null)]
    [InlineData(IdentifierType.Integer, "", null)]
    [InlineData(IdentifierType.Integer, "\u0661", null)]
    [InlineData(IdentifierType.Uuid, " 6F9619FF-8B86-D011-B42D-00CF4FC964FF ", "6f9619ff-8b86-d011-b42d-00cf4fc964ff")]
    [InlineData(IdentifierType.Uuid, "urn:uuid:6F9619FF-8B86-D011-B42D-00CF4FC964FF", "6f9619ff-8b86-d011-b42d-00cf4fc964ff")]
    [InlineData(IdentifierType.Uuid, "{6F9619FF8B86D011B42D00CF4FC964FF}", null)]
    [InlineData(IdentifierType.Uuid, "6F9619FF8B86D011B42D00CF4FC964FF", "6f9619ff-8b86-d011-b42d-00cf4fc964ff")]
    [InlineData(IdentifierType.Text, " As It Is ", " As It Is ")]
    [InlineData(IdentifierType.Text, "e\u0301", "\u00e9")]
    [InlineData(IdentifierType.Text, "", null)]
    [InlineData(IdentifierType.Text, "a\u0000b", null)]
    [InlineData(IdentifierType.Email, "", null)]
    [InlineData(IdentifierType.Email, "canary", null)]
    [InlineData(IdentifierType.Email, "@example.org", null)]
    [InlineData(IdentifierType.Email, "a@", null)]
    [InlineData(IdentifierType.Email, "a@b@c.example", null)]
    [InlineData(IdentifierType.Email, "a b@example.org", null)]
    [InlineData(IdentifierType.Email, "a\u200b@example.org", null)]
    [InlineData(IdentifierType.Email, "a@example..org", null)]
    [InlineData(IdentifierType.Email, "a@-example.org", null)]
    [InlineData(IdentifierType.Email, "a@exam_ple.org", null)]
    [InlineData(IdentifierType.Email, "a@example.org,b", null)]
    public void Each_type_has_one_form(IdentifierType type, string typed, string? expected)
    {
        var rule = new IdentifierRule("who", type, false);
        if (expected is null)
        {
            AssertRefused(rule, typed);
        }
        else
        {
            Assert.Equal(new Identifier("who", type, expected), IdentifierNormalizer.Normalize(rule, typed));
        }
    }

    [Theory]
    [InlineData(IdentifierType.Email, 254)]
    [InlineData(IdentifierType.Text, 1000)]
    [InlineData(IdentifierType.Integer, 100)]
    public void Values_over_the_cap_are_refused_and_those_at_it_are_not(IdentifierType type, int cap)
    {
        string Of(int length) => type switch
        {
            IdentifierType.Email => $"{new string('a', 50)}@{string.Join('.', Enumerable.Repeat(new string('b', 49), 4))}.{new string('c', length - 251)}",
            IdentifierType.Text => new string('x', length),
            _ => new string('7', length),
        };
        var rule = new IdentifierRule("who", type, false);

        Assert.Equal(cap, IdentifierNormalizer.Normalize(rule, Of(cap)).Value.Length);
        AssertRefused(rule, Of(cap + 1));
        AssertRefused(rule, new string('8', IdentifierNormalizer.LongestInput + 1));
    }

    [Fact]
    public void Half_a_surrogate_pair_is_refused()
    {
        AssertRefused(new IdentifierRule("who", IdentifierType.Text, false), "canary\ud83d");
    }

    [Fact]
    public void The_pointer_escapes_the_name()
    {
        var refusal = Assert.Throws<RequestRefusedException>(() =>
            IdentifierNormalizer.Normalize(new IdentifierRule("a/b~c", IdentifierType.Integer, false), "x"));

        Assert.Equal("/identifiers/a~1b~0c", refusal.Pointer);
    }

    /// <summary>Ten thousand hostile values a type: what is accepted normalizes to itself, and the same in any Unicode form and, for addresses, case.</summary>
    [Theory]
    [InlineData(IdentifierType.Text)]
    [InlineData(IdentifierType.Email)]
    [InlineData(IdentifierType.Phone)]
    [InlineData(IdentifierType.Integer)]
    [InlineData(IdentifierType.Uuid)]
    public void Normalizing_is_idempotent(IdentifierType type)
    {
        var rule = new IdentifierRule("who", type, false);
        var random = new Random((int)type + 11);
        var accepted = 0;
        for (var i = 0; i < 10_000; i++)
        {
            var typed = Typed(type, random);
            if (Record.Exception(() => IdentifierNormalizer.Normalize(rule, typed)) is { } refusal)
            {
                Assert.Equal("identifier-invalid", Assert.IsType<RequestRefusedException>(refusal).Code);
                continue;
            }

            accepted++;
            var once = IdentifierNormalizer.Normalize(rule, typed);
            Assert.Equal(once, IdentifierNormalizer.Normalize(rule, once.Value));
            Assert.True(once.Value.IsNormalized(NormalizationForm.FormC));
            Assert.Equal(once, IdentifierNormalizer.Normalize(rule, typed.Normalize(NormalizationForm.FormD)));
        }

        Assert.True(accepted > 500, $"Only {accepted} were accepted.");
    }

    private static string Typed(IdentifierType type, Random random)
    {
        string Some(string from, int least, int most) =>
            string.Concat(Enumerable.Range(0, random.Next(least, most + 1)).Select(_ => from[random.Next(from.Length)]));
        const string Odd = "aZ9\u00c4\u0308e\u0301\u0130\u0131\u1e9e\u03a3\u03c2\u212b\uac00\u1100\u1161\ufb01\u0345-";
        return type switch
        {
            IdentifierType.Email => $"{Some(" \t", 0, 1)}{Some(Odd + ".+\u200b", 1, 9)}@{Some("aZ9\u00dc\u0130", 1, 5)}{Some(Odd + ".", 0, 6)}x.example",
            IdentifierType.Phone => $"{Some(" ", 0, 1)}+{Some("0123456789", 1, 9)}{Some("0123456789 .-()\u2011\u00a0", 0, 8)}",
            IdentifierType.Integer => $"{Some(" ", 0, 1)}{Some("+-", 0, 1)}{Some("0", 0, 3)}{Some("0123456789", 0, 40)}",
            IdentifierType.Uuid => $"{Some(" ", 0, 1)}{new Guid(Enumerable.Range(0, 16).Select(_ => (byte)random.Next(256)).ToArray()).ToString(Some("DNBP", 1, 1)).ToUpperInvariant()}",
            _ => Some(Odd + "\u0001 ", 0, 12),
        };
    }

    private static void AssertRefused(IdentifierRule rule, string typed)
    {
        var refusal = Assert.Throws<RequestRefusedException>(() => IdentifierNormalizer.Normalize(rule, typed));
        Assert.Equal("identifier-invalid", refusal.Code);
        Assert.Contains("'who'", refusal.Message, StringComparison.Ordinal);
        Assert.Null(refusal.InnerException);
        if (typed.Length > 3)
        {
            Assert.DoesNotContain(typed, refusal.ToString(), StringComparison.Ordinal);
        }
    }
}
