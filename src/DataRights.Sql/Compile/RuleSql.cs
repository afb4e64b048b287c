using System.Data.Common;
using DataRights.Mapping;
using DataRights.Sources;
using DataRights.Sql.Dialects;

namespace DataRights.Sql.Compile;

/// <summary>Which deletion rule a row falls under: the first whose condition is true.</summary>
internal static class RuleSql
{
    public static string Index(SqlDialect dialect, Collection collection, Func<string, string> column)
    {
        var cases = collection.Deletion
            .Select((rule, i) => (rule.When, i))
            .Where(r => r.When is not null)
            .Select(r => $"when {dialect.IsTrue(PredicateSql.Compile(dialect, r.When!, column))} then {r.i}")
            .ToList();
        var last = collection.Deletion.Count - 1;
        return cases.Count == 0 ? FormattableString.Invariant($"{last}") : $"case {string.Join(' ', cases)} else {last} end";
    }

    /// <summary>When a retained row's time is over, by rule; null for rows of other rules.</summary>
    public static string Until(SqlDialect dialect, Collection collection, Func<string, string> column, Func<string, ColumnSchema> schema)
    {
        var cases = collection.Deletion
            .Select((rule, i) => (rule, i))
            .Where(r => r.rule.Until is not null)
            .Select(r => $"when {r.i} then {dialect.Until(r.rule.Until!, column(r.rule.Until!.Column), schema(r.rule.Until!.Column))}")
            .ToList();
        return cases.Count == 0 ? "null" : $"case {Index(dialect, collection, column)} {string.Join(' ', cases)} end";
    }

    /// <summary>Reads a row of rule index, key texts and referred texts.</summary>
    public static CapturedRow Captured(DbDataReader reader, Collection collection, IReadOnlyList<ReferredValue> referred)
    {
        var key = new string[collection.Key.Count];
        for (var i = 0; i < key.Length; i++)
        {
            // A key that is null in part tells no row from another, and nothing finds it again.
            key[i] = reader.IsDBNull(1 + i) ? throw new SourceException(collection.Source, "key-null", false) : reader.GetString(1 + i);
        }

        var values = new Dictionary<string, string>(referred.Count);
        for (var i = 0; i < referred.Count; i++)
        {
            var ordinal = 1 + key.Length + i;
            if (!reader.IsDBNull(ordinal))
            {
                values[referred[i].Name] = reader.GetString(ordinal);
            }
        }

        return new CapturedRow(collection.Name, reader.GetInt32(0), new Key(key), values);
    }
}
