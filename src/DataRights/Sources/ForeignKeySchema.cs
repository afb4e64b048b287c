namespace DataRights.Sources;

/// <summary>A declared foreign key. <paramref name="OnDelete"/> is the SQL action: NO ACTION, RESTRICT, CASCADE, SET NULL, SET DEFAULT.</summary>
public sealed record ForeignKeySchema(string Name, IReadOnlyList<string> Columns, string ToTable, IReadOnlyList<string> ToColumns, string OnDelete);
