using System.Collections;
using System.Reflection;
using System.Text.RegularExpressions;
using DataRights.Export.Contents;
using DataRights.Export.Pages.Languages;
using DataRights.Mapping;
using Xunit;

namespace DataRights.Tests.Export.Pages;

public sealed partial class PageLanguageTests
{
    public static TheoryData<PageLanguage> Languages { get; } = [.. Enum.GetValues<PageLanguage>()];

    [Theory]
    [MemberData(nameof(Languages))]
    public void No_text_is_missing_and_each_has_the_places_that_the_English_one_has(PageLanguage language)
    {
        var english = Texts(PageLanguages.Of(PageLanguage.English), "").ToDictionary();
        var texts = Texts(PageLanguages.Of(language), "").ToDictionary();

        Assert.Equal(english.Keys.Order(), texts.Keys.Order());
        Assert.All(texts, t => Assert.False(string.IsNullOrWhiteSpace(t.Value), t.Key));
        Assert.All(texts, t => Assert.True(Places(english[t.Key]).SequenceEqual(Places(t.Value)), $"{t.Key}: {t.Value}"));
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_reason_for_something_missing_is_told(PageLanguage language)
    {
        var codes = typeof(GapCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => (string)f.GetRawConstantValue()!);

        Assert.Equal(codes.Order(), PageLanguages.Of(language).Gaps.Keys.Order());
    }

    [Fact]
    public void A_sentence_is_the_same_in_no_two_languages()
    {
        var sentences = Enum.GetValues<PageLanguage>().SelectMany(l => Texts(PageLanguages.Of(l), "").Where(t => t.Value.Length > 40)).ToList();

        Assert.True(sentences.Count > 80);
        Assert.Empty(sentences.GroupBy(t => t.Value, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => g.Key));
    }

    private static IEnumerable<string> Places(string text) => Place().Matches(text).Select(m => m.Value).Order(StringComparer.Ordinal);

    private static IEnumerable<KeyValuePair<string, string>> Texts(object value, string path) => value switch
    {
        string text => [new(path, text)],
        char sign => [new(path, sign == '\u202F' ? "narrow space" : sign.ToString())],
        IDictionary entries => entries.Keys.Cast<string>().Select(k => new KeyValuePair<string, string>($"{path}.{k}", (string)entries[k]!)),
        IEnumerable items => items.Cast<string>().Select((item, i) => new KeyValuePair<string, string>($"{path}[{i}]", item)),
        _ => value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).SelectMany(p => Texts(p.GetValue(value)!, $"{path}.{p.Name}")),
    };

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Place();
}
