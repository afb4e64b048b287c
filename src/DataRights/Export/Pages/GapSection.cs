using DataRights.Export.Contents;

namespace DataRights.Export.Pages;

/// <summary>What is not in the archive, or not in full, and why.</summary>
internal static class GapSection
{
    public static async Task WriteAsync(HtmlWriter html, ExportContents contents, CancellationToken cancellationToken)
    {
        html.Raw("<section>\n<h2 id=\"missing\">What is not in here, and why</h2>\n");
        if (contents.Gaps.Count == 0 && contents.Map.NotCovered.Count == 0)
        {
            html.Raw("<p>Nothing was left out.</p>\n</section>\n");
            return;
        }

        html.Raw("<ul>\n");
        foreach (var gap in contents.Gaps)
        {
            html.Raw("<li>").Text(string.Join(", ", new[] { gap.Collection ?? gap.Source, gap.Subject }.OfType<string>())).Raw(": ").Text(gap.Why)
                .Raw(" <span class=\"note\">").Text(gap.Code).Raw("</span></li>\n");
            await html.DrainAsync(cancellationToken);
        }

        foreach (var item in contents.Map.NotCovered)
        {
            html.Raw("<li>").Text(item.What).Raw(": ").Text(item.Access).Raw("</li>\n");
        }

        html.Raw("</ul>\n</section>\n");
    }
}
