using DataRights.Export.Contents;

namespace DataRights.Export.Pages;

/// <summary>Records as a table that reads without a script, or a single one as a list of its values.</summary>
internal static class RecordTable
{
    public static void WriteOne(HtmlWriter html, ExportedTable table, string?[] row)
    {
        html.Raw("<dl class=\"record\">\n");
        for (var i = 0; i < row.Length; i++)
        {
            html.Raw("<dt>").Text(Title.Of(table.Plan.Columns[i].Name)).Raw("</dt>");
            CellWriter.Write(html, "dd", table.Plan.Columns[i], table.Types[i].Type, row[i]);
            html.Raw("\n");
        }

        html.Raw("</dl>\n");
    }

    public static async Task WriteAsync(HtmlWriter html, ExportedTable table, IReadOnlyList<string?[]> rows, CancellationToken cancellationToken)
    {
        var texts = html.Texts.Table;
        var title = Title.Of(table.Plan.Collection.Name);
        html.Raw("<div class=\"scroll stack\" tabindex=\"0\" role=\"region\" aria-label=\"").Attribute(title).Raw("\">\n<table class=\"records\" aria-label=\"").Attribute(title)
            .Raw("\" data-search=\"").Attribute(texts.Search).Raw("\" data-found=\"").Attribute(texts.Found).Raw("\" data-sort=\"").Attribute(texts.Sort).Raw("\">\n<thead><tr>");
        for (var i = 0; i < table.Plan.Columns.Count; i++)
        {
            html.Raw(CellWriter.IsNumber(table.Types[i].Type) && !table.Plan.Columns[i].IsText ? "<th scope=\"col\" class=\"number\">" : "<th scope=\"col\">")
                .Text(Title.Of(table.Plan.Columns[i].Name)).Raw("</th>");
        }

        html.Raw("</tr></thead>\n<tbody>\n");
        foreach (var row in rows)
        {
            html.Raw("<tr>");
            for (var i = 0; i < row.Length; i++)
            {
                CellWriter.Write(html, "td", table.Plan.Columns[i], table.Types[i].Type, row[i]);
            }

            html.Raw("</tr>\n");
            await html.DrainAsync(cancellationToken);
        }

        html.Raw("</tbody>\n</table>\n</div>\n");
    }
}
