using DataRights.Mapping;
using DataRights.Sql.Dialects;
using DataRights.Subjects;

namespace DataRights.Sql.Compile;

/// <summary>The condition that a row of the root's collection is the subject.</summary>
internal static class RootSql
{
    public static Func<string, string> Condition(SqlDialect dialect, MappedSchema schema, Collection root, RootKey key, SqlStatement statement)
    {
        var values = root.Root!.Key.Select((column, i) => (column, parameter: statement.Parameter(key.Key.Values[i]))).ToList();
        return alias => string.Join(" and ", values.Select(v => schema.IsFolded(root, v.column)
            ? $"lower({alias}.{SqlDialect.Quote(v.column)}) = {v.parameter}"
            : $"{alias}.{SqlDialect.Quote(v.column)} = {dialect.FromKeyText(v.parameter, schema.Column(root, v.column))}"));
    }
}
