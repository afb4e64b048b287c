using DataRights.Mapping;

namespace DataRights.Export.Pages;

/// <summary>What the map says of a collection's use: GDPR Art. 15(1)(a), (d) and (g).</summary>
internal static class CollectionFacts
{
    public static void Write(HtmlWriter html, Collection collection)
    {
        var texts = html.Texts.About;
        html.Fact(texts.Purpose, collection.Purpose).Fact(texts.Basis, Basis(html, collection)).Fact(texts.KeptFor, collection.KeptFor)
            .Fact(texts.Sources, collection.ObtainedFrom);
    }

    /// <summary>The legal basis in the page's language where the map uses a usual word for it.</summary>
    public static string? Basis(HtmlWriter html, Collection collection) =>
        collection.Basis is { } basis ? html.Texts.Bases.GetValueOrDefault(basis.Trim(), basis) : null;
}
