using DataRights.Export.Contents;
using DataRights.Export.Pages.Languages;
using DataRights.Mapping;

namespace DataRights.Export.Pages;

/// <summary>What each column of a collection holds, where it comes from, and whether it is shown; those left out as well.</summary>
internal static class ColumnTable
{
    public static void Write(HtmlWriter html, ExportedTable table)
    {
        var texts = html.Texts.Table;
        html.Raw("<h2>").Say(texts.Columns).Raw("</h2>\n<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"").Attribute(texts.Columns).Raw("\">\n<table>\n<thead><tr>");
        foreach (var head in new[] { texts.Column, texts.NameInData, texts.Category, texts.Origin, texts.Export })
        {
            html.Raw("<th scope=\"col\">").Say(head).Raw("</th>");
        }

        html.Raw("</tr></thead>\n<tbody>\n");
        foreach (var column in table.Plan.Columns)
        {
            WriteRow(html, column.Name, column.Rule, ShownAs(column, texts));
        }

        foreach (var rule in table.Plan.Collection.Columns.Where(r => !table.Plan.Columns.Any(c => c.Name == r.Name)))
        {
            WriteRow(html, rule.Name, rule, texts.LeftOut);
        }

        html.Raw("</tbody>\n</table>\n</div>\n");
    }

    private static string ShownAs(PlannedColumn column, TableTexts texts) => column.Rule switch
    {
        { Names: not null } => texts.PeopleNumbered,
        { About: ColumnAbout.Author } => texts.YourOwnOnly,
        { About: ColumnAbout.Others } => texts.Withheld,
        _ => column.Masked ? texts.Masked : texts.InFull,
    };

    private static void WriteRow(HtmlWriter html, string name, ColumnRule? rule, string shown)
    {
        var texts = html.Texts.Table;
        html.Raw("<tr><th scope=\"row\">").Text(Title.Of(name)).Raw("</th><td>").Text(name).Raw("</td><td>").Text(rule?.Category?.Replace('-', ' ') ?? "").Raw("</td><td>")
            .Say(rule?.Origin switch
            {
                null => texts.HoldsTogether,
                ColumnOrigin.Observed => texts.Observed,
                ColumnOrigin.Derived => texts.Derived,
                _ => texts.Provided,
            }).Raw("</td><td>").Say(shown).Raw("</td></tr>\n");
    }
}
