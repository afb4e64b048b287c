using DataRights.Export.Contents;
using DataRights.Sources;

namespace DataRights.Export.Pages;

/// <summary>
/// Shows a value as people read it: dates in words, decimals with the language's signs, yes and no. What a machine reads stays beside it
/// in an attribute. Whole numbers stay as they are, since most of them name something.
/// </summary>
internal static class CellWriter
{
    /// <summary>The element's opening tag, the value and its end.</summary>
    /// <param name="html">The page.</param>
    /// <param name="element">Its name: <c>td</c> or <c>dd</c>.</param>
    /// <param name="column">The column, shown as the cell's label on small screens.</param>
    /// <param name="type">The column's type in the words of Table Schema.</param>
    /// <param name="value">The readable text, null for none.</param>
    public static void Write(HtmlWriter html, string element, PlannedColumn column, string type, string? value)
    {
        html.Raw("<").Raw(element);
        if (element == "td")
        {
            html.Raw(" data-label=\"").Attribute(Title.Of(column.Name)).Raw("\"");
        }

        WriteValue(html, type, column, value);
        html.Raw("</").Raw(element).Raw(">");
    }

    public static bool IsNumber(string type) => type is "integer" or "number";

    private static void WriteValue(HtmlWriter html, string type, PlannedColumn column, string? value)
    {
        var texts = html.Texts;
        if (value is null)
        {
            html.Raw(" class=\"null\">").Say(texts.None);
        }
        else if (value == Rows.CellText.WithheldMark)
        {
            html.Raw(" class=\"null\">").Say(texts.Withheld);
        }
        else if (column.IsText)
        {
            html.Raw(" dir=\"auto\">").Text(value);
        }
        else if (IsNumber(type))
        {
            html.Raw(" class=\"number\" data-value=\"").Attribute(value).Raw("\">").Text(type == "number" ? ReadableNumber.Of(value, texts) : value);
        }
        else if (type == "boolean" && value is "true" or "false")
        {
            html.Raw(" data-value=\"").Attribute(value).Raw("\">").Say(value == "true" ? texts.Yes : texts.No);
        }
        else if (column.Schema.Kind == ValueKind.Bytes && value.EndsWith(" bytes", StringComparison.Ordinal))
        {
            html.Raw(">").Say(texts.Bytes, value[..^" bytes".Length]);
        }
        else if (ReadableTime.Of(value, texts) is { } time)
        {
            html.Raw("><time datetime=\"").Attribute(value).Raw("\">").Text(time).Raw("</time>");
        }
        else
        {
            html.Raw(" dir=\"auto\">").Text(value);
        }
    }
}
