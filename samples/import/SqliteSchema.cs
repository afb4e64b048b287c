namespace DataRights.Samples.Import;

/// <summary>
/// The statements that make SQLite's tables of a data package. Tables are STRICT. A number is kept as its digits, since SQLite's
/// own are binary and would round amounts; JSON is text, bytes are a BLOB.
/// </summary>
internal static class SqliteSchema
{
    public static string Create(TableDescription table, IReadOnlyList<TableDescription> all)
    {
        List<string> lines = [.. table.Fields.Select(f => $"{Quote(f.Name)} {TypeOf(f)}{(f.Type == "boolean" ? $" CHECK ({Quote(f.Name)} IN (0, 1))" : "")}")];
        if (table.PrimaryKey.Count > 0)
        {
            lines.Add($"PRIMARY KEY ({Names(table.PrimaryKey)})");
        }

        // What others refer to has to be unique, also where it is not the primary key.
        lines.AddRange(all.SelectMany(t => t.ForeignKeys).Where(k => k.Table == table.Name && !k.ToFields.SequenceEqual(table.PrimaryKey, StringComparer.Ordinal))
            .Select(k => $"UNIQUE ({Names(k.ToFields)})").Distinct());
        lines.AddRange(table.ForeignKeys.Select(k =>
            $"FOREIGN KEY ({Names(k.Fields)}) REFERENCES {Quote(k.Table)} ({Names(k.ToFields)}) DEFERRABLE INITIALLY DEFERRED"));
        return $"CREATE TABLE {Quote(table.Name)} (\n  {string.Join(",\n  ", lines)}\n) STRICT";
    }

    public static string Insert(TableDescription table) =>
        $"INSERT INTO {Quote(table.Name)} ({Names(table.Fields.Select(f => f.Name))}) VALUES ({string.Join(", ", table.Fields.Select((_, i) => FormattableString.Invariant($"$p{i}")))})";

    public static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string TypeOf(FieldDescription field) => field.Type switch
    {
        "integer" or "boolean" => "INTEGER",
        _ when field.IsBinary => "BLOB",
        _ => "TEXT",
    };

    private static string Names(IEnumerable<string> names) => string.Join(", ", names.Select(Quote));
}
