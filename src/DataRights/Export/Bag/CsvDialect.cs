using System.Text.Json;
using DataRights.Export.Rows;

namespace DataRights.Export.Bag;

/// <summary>How a CSV resource is read back: its Table Dialect (Data Package v2), and in words what that has no property for.</summary>
internal static class CsvDialect
{
    public const string MissingNote =
        "In the tables (CSV) \\N stands for a missing value, and an empty cell for an empty text. A text of one or more backslashes and an N is written with one backslash more.";

    public const string FormulaNote =
        "So that no spreadsheet runs what somebody typed as a formula, an apostrophe stands before =, +, -, @ (also full-width) where one would begin a cell: "
        + "at the start of a text or after a semicolon, tab or line break, white space, control and format characters and apostrophes in between not counted. "
        + "To restore a text exactly, take one apostrophe away at each such place. Numbers, dates, times and bytes have none.";

    public static void Write(Utf8JsonWriter json, bool escaped)
    {
        json.WriteStartObject("dialect");
        json.WriteString("$schema", "https://datapackage.org/profiles/2.0/tabledialect.json");
        json.WriteBoolean("header", true);
        json.WriteString("delimiter", ",");
        json.WriteString("lineTerminator", "\r\n");
        json.WriteString("quoteChar", "\"");
        json.WriteBoolean("doubleQuote", true);
        json.WriteString("nullSequence", CsvText.MissingValue);
        json.WriteBoolean("skipInitialSpace", false);
        json.WriteEndObject();
        json.WriteString("csvFormulas", escaped ? "escape" : "keep");
    }
}
