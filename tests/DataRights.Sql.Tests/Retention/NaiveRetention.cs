using DataRights.Mapping;

namespace DataRights.Sql.Tests.Retention;

/// <summary>The same rule worked in memory, in the plainest way: what the databases are compared with.</summary>
internal static class NaiveRetention
{
    /// <summary>The day's rows, given what the table holds.</summary>
    public static List<RawRow> In(RetentionRule rule, IEnumerable<RawRow> table, DateOnly day) =>
        [.. table.Where(r => DateOnly.FromDateTime(Local(rule, r.At)) == day)];

    public static ((long, long, long, long, long) Counts, IReadOnlyList<string> Cells) Publish(RetentionRule rule, IReadOnlyCollection<RawRow> table, DateOnly day)
    {
        var rows = In(rule, table, day);
        var accounts = table.Where(r => r.User is not null && r.Device is not null).ToLookup(r => r.Device!, r => r.User!.Value);
        var cells = rows.GroupBy(r => string.Join('|', rule.Keep.Select(k => Dimension(rule, k, r) ?? "-")))
            .Select(g => (Key: g.Key, Rows: g.Count(), Seconds: g.Sum(r => r.Seconds ?? 0), People: g.Select(r => Person(r, accounts)).OfType<string>().Distinct().Count()))
            .ToList();
        var good = cells.Where(c => c.People >= rule.MinimumPeople).ToList();
        return ((rows.Count, good.Count, cells.Count - good.Count, good.Sum(c => c.Rows), rows.Count - good.Sum(c => c.Rows)),
            [.. good.Select(c => FormattableString.Invariant($"{c.Key}|{c.Rows}|{c.Seconds}|{c.People}"))]);
    }

    private static string? Person(RawRow row, ILookup<string, long> accounts)
    {
        if (row.User is not null || row.Device is null)
        {
            return row.User is { } user ? $"account {user}" : null;
        }

        return accounts[row.Device].Distinct().ToList() switch
        {
            [] => $"device {row.Device}",
            [var only] => $"account {only}",
            _ => null,
        };
    }

    private static string? Dimension(RetentionRule rule, KeptColumn kept, RawRow row)
    {
        var local = Local(rule, row.At);
        return (kept.Column, kept.Level) switch
        {
            ("route", _) => row.Route,
            ("browser", _) => RawRow.Browsers.First(b => b.Raw == row.Browser).Family,
            ("ip", _) => RawRow.Addresses.First(a => a.Raw == row.Ip).Network,
            (_, Generalization.Hour) => FormattableString.Invariant($"{local:yyyy-MM-dd HH}:00:00"),
            (_, Generalization.Week) => FormattableString.Invariant($"{Enumerable.Range(0, 7).Select(i => local.AddDays(-i)).First(d => d.DayOfWeek == DayOfWeek.Monday):yyyy-MM-dd}"),
            (_, Generalization.Month) => FormattableString.Invariant($"{local:yyyy-MM}-01"),
            _ => FormattableString.Invariant($"{local:yyyy-MM-dd}"),
        };
    }

    private static DateTime Local(RetentionRule rule, DateTimeOffset at) => TimeZoneInfo.ConvertTimeBySystemTimeZoneId(at, rule.Zone).DateTime;
}
