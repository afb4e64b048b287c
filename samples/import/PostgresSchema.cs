namespace DataRights.Samples.Import;

/// <summary>
/// The statements that make PostgreSQL's tables of a data package. Values come as text and PostgreSQL reads them into their types. The
/// type of an array's elements is not stated, so an array is JSON.
/// </summary>
internal static class PostgresSchema
{
    public static string Create(TableDescription table)
    {
        List<string> lines = [.. table.Fields.Select(f => $"{SqlName.Of(f.Name)} {TypeOf(f)}{Check(f)}")];
        if (table.PrimaryKey.Count > 0)
        {
            lines.Add($"PRIMARY KEY ({SqlName.Of(table.PrimaryKey)})");
        }

        return $"CREATE TABLE {SqlName.Of(table.Name)} (\n  {string.Join(",\n  ", lines)}\n)";
    }

    /// <summary>What ties the tables together, once all are there: what is referred to has to be unique.</summary>
    public static IEnumerable<string> Keys(IReadOnlyList<TableDescription> all)
    {
        var keys = all.SelectMany(t => t.ForeignKeys.Select(k => (Table: t, Key: k))).ToList();
        var unique = keys.Where(k => !all.Single(t => t.Name == k.Key.Table).PrimaryKey.SequenceEqual(k.Key.ToFields, StringComparer.Ordinal))
            .Select(k => $"ALTER TABLE {SqlName.Of(k.Key.Table)} ADD UNIQUE ({SqlName.Of(k.Key.ToFields)})").Distinct();
        return unique.Concat(keys.Select(k =>
            $"ALTER TABLE {SqlName.Of(k.Table.Name)} ADD FOREIGN KEY ({SqlName.Of(k.Key.Fields)}) REFERENCES {SqlName.Of(k.Key.Table)} ({SqlName.Of(k.Key.ToFields)})"));
    }

    /// <summary>Whether a zone stands in every value of the column, null when there is no value.</summary>
    public static string AskForZone(TableDescription table, FieldDescription field) =>
        $"SELECT bool_and({SqlName.Of(field.Name)} ~ '(Z|[+-][0-9][0-9](:[0-9][0-9])*)$') FROM {SqlName.Of(table.Name)} WHERE {SqlName.Of(field.Name)} !~ 'infinity'";

    /// <summary>Turns a column that was filled as text into moments, or into times of a clock on the wall.</summary>
    public static string OfTheClock(TableDescription table, FieldDescription field, bool zone)
    {
        var type = (field.Type == "time" ? "time" : "timestamp") + (zone ? "tz" : "");
        return $"ALTER TABLE {SqlName.Of(table.Name)} ALTER COLUMN {SqlName.Of(field.Name)} TYPE {type} USING {SqlName.Of(field.Name)}::{type}";
    }

    public static string Copy(TableDescription table) => $"COPY {SqlName.Of(table.Name)} ({SqlName.Of(table.Fields.Select(f => f.Name))}) FROM STDIN";

    private static string TypeOf(FieldDescription field) => field switch
    {
        { IsBinary: true } => "bytea",
        { IsJson: true } => "jsonb",
        { Type: "integer" } => "bigint",
        { Type: "number" } => "numeric",
        { Type: "duration" } => "interval",
        { Type: "string", Format: "uuid" } => "uuid",
        { Type: "boolean" or "date" } => field.Type,
        _ => "text",
    };

    private static string Check(FieldDescription field) => field.Values.Count == 0
        ? ""
        : $" CHECK ({SqlName.Of(field.Name)} IN ({string.Join(", ", field.Values.Select(v => $"'{v.Replace("'", "''", StringComparison.Ordinal)}'"))}))";
}
