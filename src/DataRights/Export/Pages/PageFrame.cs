using DataRights.Export.Bag;
using DataRights.Export.Pages.Languages;

namespace DataRights.Export.Pages;

/// <summary>
/// What every page has: its language, its policy, its style and script, and the way back. One page is open at a time, as the
/// archive holds one open entry.
/// </summary>
internal sealed class PageFrame(BagWriter bag, PageTexts texts)
{
    /// <summary>Opens a page below the first one.</summary>
    public Task<HtmlWriter> OpenAsync(string path, string title, bool images, CancellationToken cancellationToken) =>
        OpenAsync(path, html => html.Attribute(title), up: true, images, cancellationToken);

    public async Task<HtmlWriter> OpenAsync(string path, Action<HtmlWriter> title, bool up, bool images, CancellationToken cancellationToken)
    {
        var html = new HtmlWriter(await bag.OpenAsync(path, null, compress: true, cancellationToken), texts);
        html.Raw("<!doctype html>\n<html lang=\"").Attribute(texts.Tag).Raw("\" dir=\"ltr\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"")
            .Attribute(images ? PagePolicy.WithImages : PagePolicy.Plain)
            .Raw("\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"referrer\" content=\"no-referrer\">\n<title>");
        title(html);
        html.Raw("</title>\n<style>").Raw(PageStyle.Css).Raw("</style>\n</head>\n<body>\n");
        if (up)
        {
            html.Raw("<nav aria-label=\"").Attribute(texts.Table.Overview).Raw("\"><a href=\"../index.html\">").Say(texts.Table.Overview).Raw("</a></nav>\n");
        }

        html.Raw("<main>\n");
        return html;
    }

    public async Task CloseAsync(HtmlWriter html, CancellationToken cancellationToken)
    {
        html.Raw("</main>\n<script>").Raw(PageScript.Code).Raw("</script>\n</body>\n</html>\n");
        await html.FlushAsync(cancellationToken);
        await bag.CloseAsync(cancellationToken);
    }
}
