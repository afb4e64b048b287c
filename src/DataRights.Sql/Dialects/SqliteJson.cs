using DataRights.Mapping;

namespace DataRights.Sql.Dialects;

/// <summary>Values inside texts that hold JSON. A text that is none has no values.</summary>
internal static class SqliteJson
{
    public static string Field(string expression, JsonPath path) =>
        $"(case when json_valid({expression}) then {Plain($"json_type({expression}, {Text(path)})", $"json_extract({expression}, {Text(path)})")} end)";

    public static string Elements(string expression, JsonPath? path) =>
        $"(select {Plain("u.type", "u.value")} as v, u.key as n, {Array(expression, path)} -> ('$[' || u.key || ']') as json from json_each({Array(expression, path)}) u)";

    public static string WithoutElements(string expression, JsonPath? path, string condition)
    {
        // The elements as they stand, so that no number is rewritten.
        var left = $"json((select coalesce('[' || group_concat(dr_e.json, ',' order by dr_e.n) || ']', '[]') from {Elements(expression, path)} dr_e where not ifnull(({condition}), 0)))";
        return $"(case when {Array(expression, path)} is null then {expression} else {(path is null ? left : $"json_replace({expression}, {Text(path)}, {left})")} end)";
    }

    public static string WithFields(string expression, IReadOnlyList<ColumnAnonymizer> fields) =>
        $"(case when {expression} is null then null when json_valid({expression}) then json_replace({expression}{string.Concat(fields.Select(f => $", {Text(f.Path!)}, {Value(f)}"))}) else 'null' end)";

    private static string Value(ColumnAnonymizer field) => field.Kind switch
    {
        AnonymizerKind.Null => "null",
        AnonymizerKind.Constant => SqlDialect.Text(field.Argument!),
        AnonymizerKind.Unique => $"({SqlDialect.Text(field.Argument!)} || lower(hex(randomblob(16))))",
        _ => throw new ArgumentOutOfRangeException(nameof(field), field.Kind, "A field of JSON is not replaced so."),
    };

    /// <summary>The array in the column; null when there is none.</summary>
    private static string Array(string expression, JsonPath? path)
    {
        var at = path is null ? "'$'" : Text(path);
        return $"(case when json_valid({expression}) then case json_type({expression}, {at}) when 'array' then {expression} -> {at} end end)";
    }

    /// <summary>As text, as PostgreSQL would give it.</summary>
    private static string Plain(string type, string value) => $"case {type} when 'true' then 'true' when 'false' then 'false' else cast({value} as text) end";

    private static string Text(JsonPath path) => $"'$.{string.Join('.', path.Names.Select(n => $"\"{n}\""))}'";
}
