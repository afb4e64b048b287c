namespace DataRights.Export.Pages;

/// <summary>The way through a collection's pages; nothing where there is one.</summary>
internal static class PageLinks
{
    public static void Write(HtmlWriter html, IReadOnlyList<string> pages, int current)
    {
        if (pages.Count == 1)
        {
            return;
        }

        var texts = html.Texts.Table;
        html.Raw("<nav aria-label=\"").Attribute(texts.Pages).Raw("\">");
        if (current > 0)
        {
            html.Raw("<a rel=\"prev\" href=\"").Address(PageNames.Beside(pages[current - 1])).Raw("\">").Say(texts.Previous).Raw("</a>");
        }

        html.Raw("<span>").Say(texts.Page, html.Readable(current + 1), html.Readable(pages.Count)).Raw("</span>");
        if (current < pages.Count - 1)
        {
            html.Raw("<a rel=\"next\" href=\"").Address(PageNames.Beside(pages[current + 1])).Raw("\">").Say(texts.Next).Raw("</a>");
        }

        html.Raw("</nav>\n");
    }
}
