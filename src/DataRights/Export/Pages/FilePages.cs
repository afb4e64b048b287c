using DataRights.Export.Contents;
using DataRights.Mapping;

namespace DataRights.Export.Pages;

/// <summary>A collection of files: pictures shown, everything linked by the name it was given, what could run only named.</summary>
internal sealed class FilePages(PageFrame frame, PageNames names, ExportContents contents)
{
    private const int FilesPerPage = 300;

    private static readonly HashSet<string> Pictures = new(StringComparer.OrdinalIgnoreCase) { ".avif", ".bmp", ".gif", ".jpeg", ".jpg", ".png", ".webp" };

    /// <summary>The pages' paths; none where there is no file.</summary>
    public async Task<IReadOnlyList<string>> WriteAsync(Collection collection, IReadOnlyList<ExportedFile> files, CancellationToken cancellationToken)
    {
        var pages = names.Take(collection.Name, (files.Count + FilesPerPage - 1) / FilesPerPage);
        for (var number = 0; number < pages.Count; number++)
        {
            var html = await frame.OpenAsync(pages[number], Title.Of(collection.Name), images: true, cancellationToken);
            html.Raw("<h1>").Text(Title.Of(collection.Name)).Raw("</h1>\n<p>").Text(collection.Description ?? "").Raw("</p>\n<dl>\n");
            CollectionFacts.Write(html, collection);
            html.Raw("</dl>\n");
            GapSection.WriteFor(html, contents, collection);
            PageLinks.Write(html, pages, number);
            await WriteFilesAsync(html, [.. files.Skip(number * FilesPerPage).Take(FilesPerPage)], cancellationToken);
            PageLinks.Write(html, pages, number);
            await frame.CloseAsync(html, cancellationToken);
        }

        return pages;
    }

    private static async Task WriteFilesAsync(HtmlWriter html, IReadOnlyList<ExportedFile> files, CancellationToken cancellationToken)
    {
        var pictures = files.Where(f => IsPicture(f.Path)).ToList();
        html.Raw("<h2>").Say(html.Texts.Overview.FilesTitle).Raw("</h2>\n");
        if (pictures.Count > 0)
        {
            html.Raw("<ul class=\"pictures\">\n");
            foreach (var file in pictures)
            {
                var address = PageNames.FromPage(file.Path);
                html.Raw("<li><img loading=\"lazy\" alt=\"\" src=\"").Address(address).Raw("\">").Link(address, file.OriginalName);
                WriteSize(html, file);
                await html.DrainAsync(cancellationToken);
            }

            html.Raw("</ul>\n");
        }

        if (pictures.Count == files.Count)
        {
            return;
        }

        html.Raw("<ul>\n");
        foreach (var file in files.Where(f => !IsPicture(f.Path)))
        {
            _ = ActiveContent.Holds(file.Path)
                ? html.Raw("<li>").Text(file.OriginalName).Raw(" <span class=\"note\">(").Say(html.Texts.Overview.NotLinked, file.Path["data/".Length..]).Raw(")</span>")
                : html.Raw("<li>").Link(PageNames.FromPage(file.Path), file.OriginalName);
            WriteSize(html, file);
            await html.DrainAsync(cancellationToken);
        }

        html.Raw("</ul>\n");
    }

    private static bool IsPicture(string path) => Pictures.Contains(Path.GetExtension(path));

    private static void WriteSize(HtmlWriter html, ExportedFile file) =>
        html.Raw(" <span class=\"note\">").Say(html.Texts.Bytes, html.Readable(file.Entry.Size)).Raw("</span></li>\n");
}
