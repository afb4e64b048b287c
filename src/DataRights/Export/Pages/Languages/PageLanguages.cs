using DataRights.Mapping;

namespace DataRights.Export.Pages.Languages;

/// <summary>The languages that pages are written in.</summary>
internal static class PageLanguages
{
    public static PageTexts Of(PageLanguage language) => language switch
    {
        PageLanguage.English => English.Texts,
        PageLanguage.Chinese => Chinese.Texts,
        PageLanguage.German => German.Texts,
        PageLanguage.French => French.Texts,
        _ => throw new ArgumentOutOfRangeException(nameof(language), language, "There are no texts in this language."),
    };
}
