using DataRights.Requests;

namespace DataRights.Export.Rows;

/// <summary>
/// How a table's file is named and declared. <paramref name="Name"/> is the data package's <c>format</c> and the file's
/// extension; <paramref name="MissingValue"/> is the word for null, which no text is written as.
/// </summary>
internal sealed record TableFormat(ExportFormat Format, string Name, string MediaType, string MissingValue)
{
    /// <summary>
    /// JSON has its own null. Without a word an empty text would count as missing too, and the profile asks for at least one:
    /// one that no store holds.
    /// </summary>
    private const string NoValue = "urn:data-rights:missing";

    private static readonly TableFormat Json = new(ExportFormat.Json, "json", "application/json", NoValue);
    private static readonly TableFormat Ndjson = new(ExportFormat.Ndjson, "ndjson", "application/x-ndjson", NoValue);
    private static readonly TableFormat Csv = new(ExportFormat.Csv, "csv", "text/csv", CsvText.MissingValue);

    public bool IsCsv => Format == ExportFormat.Csv;

    public static TableFormat Of(ExportFormat? format) => format switch
    {
        null or ExportFormat.Json => Json,
        ExportFormat.Ndjson => Ndjson,
        ExportFormat.Csv => Csv,
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "There is no such format."),
    };
}
