using DataRights.Mapping;
using DataRights.Sources;

namespace DataRights.Sql.Dialects;

/// <summary>Values inside PostgreSQL's JSON, arrays, and texts that hold JSON. Texts need PostgreSQL 16, which can tell whether they are JSON.</summary>
internal static class PostgresJson
{
    /// <summary>Spelled as one would in an index on the expression.</summary>
    public static string Field(string expression, ColumnSchema column, JsonPath path) =>
        $"({Readable(expression, column)}{string.Concat(path.Names.SkipLast(1).Select(n => $" -> {SqlDialect.Text(n)}"))} ->> {SqlDialect.Text(path.Names[^1])})";

    public static string Elements(string expression, ColumnSchema column, JsonPath? path)
    {
        if (column.Kind == ValueKind.Array)
        {
            return $"(select u.v::text as v, u.n from unnest({expression}) with ordinality u(v, n))";
        }

        var (type, value) = (TypeOf(column), At(Readable(expression, column), path));
        return $"(select u.v #>> '{{}}' as v, u.n, u.v as value from {type}_array_elements(case when {type}_typeof({value}) = 'array' then {value} else '[]' end) with ordinality u(v, n))";
    }

    public static string WithoutElements(string expression, ColumnSchema column, JsonPath? path, string condition)
    {
        // A null is of nobody, and the condition says null of it.
        if (column.Kind == ValueKind.Array)
        {
            return $"array(select dr_e.value from (select u.v::text as v, u.n, u.v as value from unnest({expression}) with ordinality u(v, n)) dr_e where ({condition}) is not true order by dr_e.n)::{column.NativeType}";
        }

        var json = $"({Readable(expression, column)})::jsonb";
        var left = $"(select coalesce(jsonb_agg(dr_e.value order by dr_e.n), '[]') from {Elements(expression, column, path)} dr_e where ({condition}) is not true)";
        var value = path is null ? left : $"jsonb_set({json}, {Steps(path)}, {left}, false)";
        return Back($"(case when jsonb_typeof({At(json, path)}) = 'array' then {value} else {json} end)", column);
    }

    public static string WithFields(string expression, ColumnSchema column, IReadOnlyList<ColumnAnonymizer> fields)
    {
        var steps = string.Concat(fields.Select((f, i) =>
            $", lateral (select case when j{i}.j #> {Steps(f.Path!)} is null then j{i}.j else jsonb_set(j{i}.j, {Steps(f.Path!)}, {Value(f)}, false) end as j) j{i + 1}"));
        var replaced = $"(select j{fields.Count}.j from (select ({Readable(expression, column)})::jsonb as j) j0{steps})";
        return column.Kind == ValueKind.Json ? Back(replaced, column) : Back($"(case when {expression} is not null then coalesce({replaced}, 'null') end)", column);
    }

    private static string Value(ColumnAnonymizer field) => field.Kind switch
    {
        AnonymizerKind.Null => "'null'::jsonb",
        AnonymizerKind.Constant => $"to_jsonb({SqlDialect.Text(field.Argument!)}::text)",
        AnonymizerKind.Unique => $"to_jsonb({SqlDialect.Text(field.Argument!)} || replace(gen_random_uuid()::text, '-', ''))",
        _ => throw new ArgumentOutOfRangeException(nameof(field), field.Kind, "A field of JSON is not replaced so."),
    };

    private static string Readable(string expression, ColumnSchema column) =>
        column.Kind == ValueKind.Json ? expression : $"(case when {expression} is json then {expression}::json end)";

    private static string At(string json, JsonPath? path) => path is null ? json : $"({json} #> {Steps(path)})";

    private static string Steps(JsonPath path) => $"'{{{string.Join(',', path.Names)}}}'";

    private static string TypeOf(ColumnSchema column) => column.NativeType == "jsonb" ? "jsonb" : "json";

    private static string Back(string jsonb, ColumnSchema column) => column.NativeType == "jsonb" ? jsonb : $"{jsonb}::{column.NativeType}";
}
