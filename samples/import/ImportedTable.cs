namespace DataRights.Samples.Import;

/// <summary>A table that was made and filled.</summary>
public sealed record ImportedTable(string Name, long Rows);
