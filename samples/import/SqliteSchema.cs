namespace DataRights.Samples.Import;

/// <summary>
/// The statements that make SQLite's tables of a data package. Tables are STRICT. A number is kept as its digits, since SQLite's
/// own are binary and would round amounts; JSON is text, bytes are a BLOB.
/// </summary>
internal static class SqliteSchema
{
    public static string Create(TableDescription table, IReadOnlyList<TableDescription> all)
    {
        List<string> lines = [.. table.Fields.Select(f => $"{SqlName.Of(f.Name)} {TypeOf(f)}{Check(f)}")];
        if (table.PrimaryKey.Count > 0)
        {
            lines.Add($"PRIMARY KEY ({SqlName.Of(table.PrimaryKey)})");
        }

        // What others refer to has to be unique, also where it is not the primary key.
        lines.AddRange(all.SelectMany(t => t.ForeignKeys).Where(k => k.Table == table.Name && !k.ToFields.SequenceEqual(table.PrimaryKey, StringComparer.Ordinal))
            .Select(k => $"UNIQUE ({SqlName.Of(k.ToFields)})").Distinct());
        lines.AddRange(table.ForeignKeys.Select(k =>
            $"FOREIGN KEY ({SqlName.Of(k.Fields)}) REFERENCES {SqlName.Of(k.Table)} ({SqlName.Of(k.ToFields)}) DEFERRABLE INITIALLY DEFERRED"));
        return $"CREATE TABLE {SqlName.Of(table.Name)} (\n  {string.Join(",\n  ", lines)}\n) STRICT";
    }

    public static string Insert(TableDescription table) =>
        $"INSERT INTO {SqlName.Of(table.Name)} ({SqlName.Of(table.Fields.Select(f => f.Name))}) VALUES ({string.Join(", ", table.Fields.Select((_, i) => FormattableString.Invariant($"$p{i}")))})";

    private static string TypeOf(FieldDescription field) => field.Type switch
    {
        "integer" or "boolean" => "INTEGER",
        _ when field.IsBinary => "BLOB",
        _ => "TEXT",
    };

    private static string Check(FieldDescription field) => field switch
    {
        { Type: "boolean" } => $" CHECK ({SqlName.Of(field.Name)} IN (0, 1))",
        { Values.Count: > 0 } => $" CHECK ({SqlName.Of(field.Name)} IN ({string.Join(", ", field.Values.Select(v => $"'{v.Replace("'", "''", StringComparison.Ordinal)}'"))}))",
        _ => "",
    };
}
