namespace DataRights.Requests;

/// <summary>
/// In what form an archive's tables are written. All three hold the same values without loss; the data package says how each
/// is read back.
/// </summary>
public enum ExportFormat
{
    /// <summary>A JSON array of objects (RFC 8259): the default, and what records from before there was a choice mean.</summary>
    Json,

    /// <summary>One JSON object a line.</summary>
    Ndjson,

    /// <summary>Comma-separated values (RFC 4180) in UTF-8.</summary>
    Csv,
}
