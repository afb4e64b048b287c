using DataRights.Export.Pages.Languages;

namespace DataRights.Export.Pages;

/// <summary>The rights that GDPR Art. 15(1)(e) asks a controller to name, with their articles; what people read is in <see cref="PageTexts"/>.</summary>
internal static class Rights
{
    private static readonly string[] Articles = ["15", "16", "17", "18", "20", "21", "7(3)"];

    public static IReadOnlyList<Right> All(PageTexts texts) => [.. Articles.Zip(texts.About.AllRights, (article, text) => new Right(article, text))];
}
