using DataRights.Export.Contents;

namespace DataRights.Export.Pages;

/// <summary>The person's files on the page, each by the name it was given.</summary>
internal static class FileSection
{
    public static async Task WriteAsync(HtmlWriter html, ExportContents contents, CancellationToken cancellationToken)
    {
        html.Raw("<section>\n<h2 id=\"files\">Files</h2>\n");
        if (contents.Files.Count == 0)
        {
            html.Raw("<p>No files of yours are in this archive.</p>\n</section>\n");
            return;
        }

        foreach (var collection in contents.Map.Collections.Where(c => c.IsFiles && contents.Files.Exists(f => f.Collection == c.Name)))
        {
            html.Raw("<h3>").Text(Title.Of(collection.Name)).Raw("</h3>\n<p>").Text(collection.Description ?? "").Raw("</p>\n<ul>\n");
            foreach (var file in contents.Files.Where(f => f.Collection == collection.Name))
            {
                var path = file.Path["data/".Length..];
                _ = ActiveContent.Holds(path)
                    ? html.Raw("<li>").Text(file.OriginalName).Raw(" <span class=\"note\">(not linked, since opening it may run a program; it lies in ").Text(path).Raw(")</span>")
                    : html.Raw("<li><a rel=\"noopener noreferrer\" href=\"").Address(path).Raw("\">").Text(file.OriginalName).Raw("</a>");
                html.Raw(" <span class=\"note\">").Number(file.Entry.Size).Raw(" bytes</span></li>\n");
                await html.DrainAsync(cancellationToken);
            }

            html.Raw("</ul>\n");
        }

        html.Raw("</section>\n");
    }
}
