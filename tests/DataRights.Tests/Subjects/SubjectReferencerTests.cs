using System.Text.RegularExpressions;
using DataRights.Sources;
using DataRights.Storage;
using DataRights.Subjects;
using DataRights.Testing.Fakes;
using Xunit;

namespace DataRights.Tests.Subjects;

public sealed class SubjectReferencerTests
{
    private readonly FixedKeyRing _keys = new();
    private readonly SubjectReferencer _referencer;

    public SubjectReferencerTests() => _referencer = new SubjectReferencer(_keys);

    [Fact]
    public void A_reference_is_stable_names_its_key_and_is_a_legal_object_name()
    {
        var reference = _referencer.Reference(Root("users", "42"));
        Assert.Equal(reference, _referencer.Reference(Root("users", "42")));
        Assert.Matches(new Regex(@"\As1_[A-Za-z0-9_-]{32}\z"), reference);
        Assert.True(ObjectNameRules.IsLegal(ObjectNames.Subject(reference)));
        Assert.DoesNotContain("42", reference, StringComparison.Ordinal);
    }

    [Fact]
    public void Different_root_keys_never_share_a_reference()
    {
        RootKey[] roots =
        [
            Root("users", "1"), Root("users", "11"), Root("users", "1", "1"), Root("users", "1", ""), Root("users", "", "1"),
            Root("users1", ""), Root("user", "s1"), Root("users"), Root("users", ""), Root("", "users", "1"), Root("users", "1\0"), Root("Users", "1"),
        ];
        Assert.Equal(roots.Length, roots.Select(r => _referencer.Reference(r)).Distinct().Count());
    }

    [Fact]
    public void Different_keys_give_different_references_and_old_ones_are_still_found()
    {
        var old = _referencer.Reference(Root("users", "1"));
        _keys.Current = 3;
        var current = _referencer.Reference(Root("users", "1"));
        Assert.NotEqual(old, current);
        Assert.Equal(old, _referencer.Reference(Root("users", "1"), 1));
        var all = _referencer.References(Root("users", "1"));
        Assert.Equal(3, all.Count);
        Assert.Equal(current, all[0]);
        Assert.Equal(old, all[2]);
        _keys.Gone.Add(2);
        Assert.Equal([current, old], _referencer.References(Root("users", "1")));
    }

    [Fact]
    public void A_missing_current_key_raises()
    {
        _keys.Gone.Add(1);
        Assert.Throws<SealBrokenException>(() => _referencer.References(Root("users", "1")));
    }

    private static RootKey Root(string collection, params string[] values) => new(collection, Key.Of(values));
}
