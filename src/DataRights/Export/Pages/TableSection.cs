using System.Globalization;
using DataRights.Export.Contents;

namespace DataRights.Export.Pages;

/// <summary>One collection on the page: what it is for, where all of it lies, and its first rows.</summary>
internal static class TableSection
{
    public static void Write(HtmlWriter html, ExportedTable table, int index)
    {
        var collection = table.Plan.Collection;
        html.Raw(string.Create(CultureInfo.InvariantCulture, $"<section>\n<h2 id=\"t{index}\">")).Text(Title.Of(collection.Name)).Raw("</h2>\n");
        if (collection.Description is { Length: > 0 } description)
        {
            html.Raw("<p>").Text(description).Raw("</p>\n");
        }

        html.Raw("<dl>\n");
        Fact(html, "Purpose", collection.Purpose);
        Fact(html, "Legal basis", collection.Basis);
        Fact(html, "Kept for", collection.KeptFor);
        html.Raw("<dt>Records</dt><dd>").Number(table.Rows).Raw("</dd>\n<dt>All of it</dt><dd>");
        foreach (var (part, number) in table.Parts.Select((p, i) => (p, i)))
        {
            var path = part.Path["data/".Length..];
            html.Raw(number == 0 ? "<a href=\"" : ", <a href=\"").Address(path).Raw("\">").Text(path).Raw("</a>");
        }

        html.Raw("</dd>\n</dl>\n");
        if (table.Preview.Rows.Count > 0)
        {
            WriteRows(html, table);
        }

        html.Raw("</section>\n");
    }

    private static void WriteRows(HtmlWriter html, ExportedTable table)
    {
        html.Raw("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"First records of ").Attribute(Title.Of(table.Plan.Collection.Name)).Raw("\">\n<table>\n<thead><tr>");
        foreach (var column in table.Plan.Columns)
        {
            html.Raw("<th scope=\"col\">").Text(column.Name).Raw("</th>");
        }

        html.Raw("</tr></thead>\n<tbody>\n");
        foreach (var row in table.Preview.Rows)
        {
            html.Raw("<tr>");
            foreach (var cell in row)
            {
                _ = cell is null ? html.Raw("<td class=\"null\">none</td>") : html.Raw("<td dir=\"auto\">").Text(cell).Raw("</td>");
            }

            html.Raw("</tr>\n");
        }

        html.Raw("</tbody>\n</table>\n</div>\n");
        if (table.Rows > table.Preview.Rows.Count)
        {
            html.Raw("<p class=\"note\">The first ").Number(table.Preview.Rows.Count).Raw(" of ").Number(table.Rows).Raw(" records.</p>\n");
        }
    }

    private static void Fact(HtmlWriter html, string name, string? value)
    {
        if (value is { Length: > 0 })
        {
            html.Raw("<dt>").Raw(name).Raw("</dt><dd>").Text(value).Raw("</dd>\n");
        }
    }
}
