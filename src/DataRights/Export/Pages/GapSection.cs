using System.Globalization;
using DataRights.Export.Contents;
using DataRights.Mapping;

namespace DataRights.Export.Pages;

/// <summary>What is not in the archive, or not in full, and why.</summary>
internal static class GapSection
{
    public static async Task WriteAsync(HtmlWriter html, ExportContents contents, CancellationToken cancellationToken)
    {
        html.Raw("<h2 id=\"missing\">").Say(html.Texts.Overview.Missing).Raw("</h2>\n");
        if (contents.Gaps.Count == 0 && contents.Map.NotCovered.Count == 0)
        {
            html.Raw("<p>").Say(html.Texts.Overview.NothingMissing).Raw("</p>\n");
            return;
        }

        html.Raw("<ul>\n");
        foreach (var gap in contents.Gaps)
        {
            WriteGap(html, gap, string.Join(", ", new[] { Title.Of(gap.Collection ?? contents.Map.Sources.FirstOrDefault(s => s.Name == gap.Source)?.ReadableName ?? ""), gap.Subject }.Where(s => s is { Length: > 0 })));
            await html.DrainAsync(cancellationToken);
        }

        foreach (var item in contents.Map.NotCovered)
        {
            html.Raw("<li><strong>").Text(item.What).Raw("</strong>").Say(html.Texts.Colon).Text(item.Access).Raw("</li>\n");
        }

        html.Raw("</ul>\n");
    }

    /// <summary>What is missing of one collection, on its own page.</summary>
    public static void WriteFor(HtmlWriter html, ExportContents contents, Collection collection)
    {
        var gaps = contents.Gaps.Where(g => g.Collection == collection.Name).ToList();
        if (gaps.Count == 0)
        {
            return;
        }

        html.Raw("<h2>").Say(html.Texts.Overview.Missing).Raw("</h2>\n<ul>\n");
        foreach (var gap in gaps)
        {
            WriteGap(html, gap, gap.Subject ?? Title.Of(collection.Name));
        }

        html.Raw("</ul>\n");
    }

    private static void WriteGap(HtmlWriter html, Gap gap, string what)
    {
        html.Raw("<li><strong>").Text(what).Raw("</strong>").Say(html.Texts.Colon).Say(html.Texts.Gaps.GetValueOrDefault(gap.Code, html.Texts.NotInMap));
        if (gap.Values is { } values)
        {
            html.Raw(" ").Say(html.Texts.Values, ReadableNumber.Of(values.ToString(CultureInfo.InvariantCulture), html.Texts));
        }

        if (gap.Detail is { Length: > 0 } detail)
        {
            html.Raw(" ").Text(detail);
        }

        html.Raw(" <span class=\"note\">").Text(gap.Code).Raw("</span></li>\n");
    }
}
