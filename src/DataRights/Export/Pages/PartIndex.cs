using DataRights.Export.Contents;

namespace DataRights.Export.Pages;

/// <summary>The list of an archive's parts; nothing where there is only one.</summary>
internal static class PartIndex
{
    public static void Write(HtmlWriter html, ExportContents contents)
    {
        if (contents.Parts.Count < 2)
        {
            return;
        }

        var texts = html.Texts.Overview;
        html.Raw("<h2>").Say(texts.PartsTitle).Raw("</h2>\n<p>").Say(texts.PartsNote, html.Readable(contents.Part), html.Readable(contents.Parts.Count)).Raw("</p>\n<ol>\n");
        foreach (var part in contents.Parts)
        {
            html.Raw("<li>").Raw(part.Number == contents.Part ? "<strong>" : "").Text($"{part.Folder}.zip").Raw(part.Number == contents.Part ? "</strong>" : "")
                .Raw(" <span class=\"note\">").Text(string.Join(", ", part.Collections.Select(Title.Of))).Raw("; ")
                .Say(texts.Records, html.Readable(part.Rows)).Raw("; ").Say(texts.Files, html.Readable(part.Files)).Raw("</span></li>\n");
        }

        html.Raw("</ol>\n");
    }
}
