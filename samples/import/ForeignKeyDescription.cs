namespace DataRights.Samples.Import;

/// <summary>A foreign key of a Table Schema: fields here, and those of another table that they name.</summary>
internal sealed record ForeignKeyDescription(IReadOnlyList<string> Fields, string Table, IReadOnlyList<string> ToFields);
