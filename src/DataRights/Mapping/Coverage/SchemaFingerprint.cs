using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using DataRights.Sources;
using Newtonsoft.Json;

namespace DataRights.Mapping.Coverage;

/// <summary>
/// SHA-256, in lower-case hex, over what a map's deletion depends on in a live schema: of each mapped table its kind, columns,
/// keys, checks, triggers, partitions, row security, and the foreign keys into and out of it with their actions. The same on
/// every server with the same definitions, whatever the order of columns and the names of constraints; tables that the map does
/// not name and that do not refer to mapped ones do not touch it.
/// </summary>
public static class SchemaFingerprint
{
    /// <exception cref="KeyNotFoundException">The map declares no such source.</exception>
    public static string Of(DataMap map, string source, SourceSchema schema)
    {
        var scope = new CoverageScope(map, source, schema);
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using (var json = new JsonTextWriter(text) { StringEscapeHandling = StringEscapeHandling.EscapeNonAscii })
        {
            json.WriteStartArray();
            foreach (var name in scope.Collections.Select(c => SourceSchema.Normalize(c.From)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
            {
                Write(json, [name, .. schema.Table(name) is { } table ? Facts(table) : ["missing"]]);
            }

            Each(json, schema.Tables.SelectMany(t => t.ForeignKeys.Where(k => scope.Mapped(t.Name) is not null || scope.Mapped(k.ToTable) is not null)
                .Select(k => string.Join('\n', ["key", t.Name, .. k.Columns, "to", k.ToTable, .. k.ToColumns, k.OnDelete.ToUpperInvariant(), k.OnUpdate.ToUpperInvariant(), k.IsDeferrable ? "deferrable" : ""]))));
            json.WriteEndArray();
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(text.ToString())));
    }

    private static IEnumerable<string> Facts(TableSchema table)
    {
        yield return table.Kind.ToString();
        yield return table.HidesRows ? "hides rows" : "";
        yield return string.Join('\n', table.PrimaryKey.Prepend("primary"));
        foreach (var fact in table.Columns.Select(Column)
            .Concat(table.UniqueKeys.Select(k => string.Join('\n', k.Order(StringComparer.Ordinal).Prepend("unique"))))
            .Concat(table.Checks.Select(c => $"check\n{c.Condition}"))
            .Concat(table.Triggers.Select(t => string.Join('\n', "trigger", t.Name, t.OnDelete, t.OnUpdate, string.Join(',', t.UpdateColumns), t.Digest)))
            .Concat(table.Partitions.Select(p => $"partition\n{p}"))
            .Order(StringComparer.Ordinal))
        {
            yield return fact;
        }
    }

    private static string Column(ColumnSchema column) => string.Join('\n',
        ["column", column.Name, column.NativeType, column.Nullable ? "null" : "", column.IsGenerated ? "generated" : "", .. column.Labels]);

    private static void Each(JsonTextWriter json, IEnumerable<string> facts) => Write(json, facts.Order(StringComparer.Ordinal));

    private static void Write(JsonTextWriter json, IEnumerable<string> facts)
    {
        json.WriteStartArray();
        foreach (var fact in facts)
        {
            json.WriteValue(fact);
        }

        json.WriteEndArray();
    }
}
