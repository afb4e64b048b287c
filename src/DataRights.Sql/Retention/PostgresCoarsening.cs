using System.Globalization;
using System.Text;
using DataRights.Mapping;
using DataRights.Sources;
using DataRights.Sql.Dialects;

namespace DataRights.Sql.Retention;

/// <summary>Expressions that coarsen texts in PostgreSQL; <see cref="SqliteCoarsening"/> gives the same.</summary>
internal static class PostgresCoarsening
{
    private const string Octet = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";

    private const string Four = $@"{Octet}(\.{Octet}){{3}}";

    // Every spelling of an IPv6 address, so that a text column's garbage becomes null and never a failed cast.
    private const string Six =
        "([0-9a-f]{1,4}:){7}[0-9a-f]{1,4}|([0-9a-f]{1,4}:){1,7}:|([0-9a-f]{1,4}:){1,6}:[0-9a-f]{1,4}|([0-9a-f]{1,4}:){1,5}(:[0-9a-f]{1,4}){1,2}|"
        + "([0-9a-f]{1,4}:){1,4}(:[0-9a-f]{1,4}){1,3}|([0-9a-f]{1,4}:){1,3}(:[0-9a-f]{1,4}){1,4}|([0-9a-f]{1,4}:){1,2}(:[0-9a-f]{1,4}){1,5}|"
        + "[0-9a-f]{1,4}:(:[0-9a-f]{1,4}){1,6}|:((:[0-9a-f]{1,4}){1,7}|:)|::(ffff:)?" + Four;

    public static string Family(string expression)
    {
        var text = $"({expression})::text";
        var beginnings = string.Join(" or ", UserAgents.Beginnings.Select(b => $"starts_with({text}, {SqlDialect.Text(b)})"));
        var browsers = string.Join(' ', UserAgents.Browsers.Select(b => $"when position({SqlDialect.Text(b.Part)} in {text}) > 0 then {SqlDialect.Text(b.Family)}"));
        var name = $@"nullif(btrim(regexp_replace({text}, '([ /_;,(.+-]+[vV])?[ /_;,(.+-]*[0-9].*$', '')), '')";
        return $"(case when {beginnings} then case when {Has(text, UserAgents.Bots)} then '{UserAgents.Bot}' {browsers} else '{UserAgents.Other}' end else {name} end)";
    }

    public static string DeviceClass(string expression)
    {
        var text = $"({expression})::text";
        return $"(case when {text} is null or {text} = '' then null when {Has(text, UserAgents.Bots)} then '{UserAgents.Bot}' when {Has(text, UserAgents.Tablets)} then 'tablet' "
            + $"when {Has(text, UserAgents.Mobiles)} then 'mobile' when {Has(text, [UserAgents.Android])} then 'tablet' when {Has(text, UserAgents.Desktops)} then 'desktop' else '{UserAgents.Other}' end)";
    }

    public static string Country(string expression) => Code(expression, "(-[A-Za-z0-9]{1,3})?", whole: false);

    public static string Region(string expression) => Code(expression, "-[A-Za-z0-9]{1,3}", whole: true);

    /// <summary>The template that the path matches: without scheme, host, query, fragment and a slash at the end.</summary>
    public static string Route(string expression, IReadOnlyList<string> templates)
    {
        // Folded once for a row, not once for a template.
        var path = $"(select coalesce(nullif(rtrim(p, '/'), ''), '/') from (select regexp_replace(regexp_replace(({expression})::text, '[?#].*$', ''), '^[A-Za-z][A-Za-z0-9+.-]*://[^/]*', '') as p) folded)";
        var cases = string.Join(' ', templates.Select(t => $"when path ~ {SqlDialect.Text(Pattern(t))} then {SqlDialect.Text(t)}"));
        return $"(case when {expression} is null then null else (select case {cases} else '{KeptColumn.Other}' end from (select {path} as path) whole) end)";
    }

    public static string TruncatedIp(ColumnSchema column, string expression, int bits4, int bits6) => column.NativeType is "inet" or "cidr"
        ? $"(case family({expression}) when 4 then {Network(expression, bits4)} else {Network(expression, bits6)} end)"
        : $"(case when ({expression})::text ~ '^({Four})$' then {Network(expression, bits4)} when lower(({expression})::text) ~ '^({Six})$' then {Network(expression, bits6)} end)";

    private static string Network(string expression, int bits) => string.Create(CultureInfo.InvariantCulture,
        $"host(network(set_masklen(({expression})::text::inet, {bits})))");

    private static string Code(string expression, string subdivision, bool whole)
    {
        var text = $"({expression})::text";
        var code = whole ? text : $"left({text}, 2)";
        return $"(case when {text} ~ '^[A-Za-z]{{2}}{subdivision}$' then upper({code} collate \"C\") end)";
    }

    private static string Has(string text, IReadOnlyList<string> parts) => $"lower({text} collate \"C\") ~ {SqlDialect.Text(string.Join('|', parts.Select(Escaped)))}";

    private static string Pattern(string template) => template == "/" ? "^/$" : $"^{string.Join("[^/]+", template.Split("{}").Select(Escaped))}$";

    private static string Escaped(string literal)
    {
        var pattern = new StringBuilder();
        foreach (var c in literal)
        {
            pattern.Append(char.IsAscii(c) && !char.IsAsciiLetterOrDigit(c) ? "\\" : "").Append(c);
        }

        return pattern.ToString();
    }
}
