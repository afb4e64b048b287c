using DataRights.Export.Contents;

namespace DataRights.Export.Pages;

/// <summary>
/// A collection's pages: what it is for, where all of it lies, what its columns mean, and its records, so many a page. Written right
/// after the rows, from the bounded preview, so that memory holds one collection's at a time.
/// </summary>
internal sealed class CollectionPages(PageFrame frame, PageNames names, ExportContents contents, ExportOptions options)
{
    /// <summary>The pages' paths in the bag; at least one.</summary>
    public async Task<IReadOnlyList<string>> WriteAsync(ExportedTable table, CancellationToken cancellationToken)
    {
        var shown = table.Preview.Rows.Count;
        var pages = names.Take(table.Plan.Collection.Name, Math.Max(1, (shown + options.PageRows - 1) / options.PageRows));
        for (var number = 0; number < pages.Count; number++)
        {
            var html = await frame.OpenAsync(pages[number], Title.Of(table.Plan.Collection.Name), images: false, cancellationToken);
            WriteHead(html, table, number == 0);
            await WriteRowsAsync(html, table, pages, number, cancellationToken);
            if (number == 0)
            {
                ColumnTable.Write(html, table);
            }

            await frame.CloseAsync(html, cancellationToken);
        }

        return pages;
    }

    private void WriteHead(HtmlWriter html, ExportedTable table, bool first)
    {
        var collection = table.Plan.Collection;
        var texts = html.Texts;
        html.Raw("<h1>").Text(Title.Of(collection.Name)).Raw("</h1>\n");
        if (!first)
        {
            return;
        }

        if (collection.Description is { Length: > 0 } description)
        {
            html.Raw("<p>").Text(description).Raw("</p>\n");
        }

        html.Raw("<dl>\n");
        CollectionFacts.Write(html, collection);
        html.Fact(texts.Table.Source, string.Join(", ", table.Taken.Select(t => ReadableTime.Of(t, texts)).Prepend(contents.Map.Source(collection.Source).ReadableName)));
        html.Raw("<dt>").Say(texts.Table.AllOfIt).Raw("</dt><dd>");
        foreach (var (part, number) in table.Parts.Select((p, i) => (p, i)))
        {
            html.Raw(number == 0 ? "" : ", ").Link(PageNames.FromPage(part.Path), part.Path["data/".Length..]);
        }

        html.Raw("</dd>\n</dl>\n");
        GapSection.WriteFor(html, contents, collection);
    }

    private async Task WriteRowsAsync(HtmlWriter html, ExportedTable table, IReadOnlyList<string> pages, int number, CancellationToken cancellationToken)
    {
        var texts = html.Texts.Table;
        var rows = table.Preview.Rows.Skip(number * options.PageRows).Take(options.PageRows).ToList();
        html.Raw("<h2>").Say(texts.Rows).Raw("</h2>\n");
        if (table.Rows == 0)
        {
            html.Raw("<p>").Say(texts.Empty).Raw("</p>\n");
            return;
        }

        if (rows.Count > 0 && table.Rows > 1)
        {
            var first = (number * options.PageRows) + 1;
            html.Raw("<p class=\"note\">").Say(texts.Shown, html.Readable(first), html.Readable(first + rows.Count - 1), html.Readable(table.Rows)).Raw("</p>\n");
        }

        if (table.Rows > table.Preview.Rows.Count)
        {
            html.Raw("<p class=\"note\">").Say(texts.NotAllShown, html.Readable(table.Preview.Rows.Count), html.Readable(table.Rows)).Raw("</p>\n");
        }

        if (rows.Count == 0)
        {
            return;
        }

        if (table.Rows == 1)
        {
            RecordTable.WriteOne(html, table, rows[0]);
        }
        else
        {
            PageLinks.Write(html, pages, number);
            await RecordTable.WriteAsync(html, table, rows, cancellationToken);
        }

        PageLinks.Write(html, pages, number);
    }
}
