using System.Data.Common;
using System.Globalization;
using DataRights.Mapping;
using Xunit;

namespace DataRights.Sql.Tests.Retention;

/// <summary>A real database of its own for one test, with an empty table of page views.</summary>
internal abstract class RetentionDatabase : IAsyncDisposable
{
    public abstract SourceKind Kind { get; }

    public abstract string ConnectionString { get; }

    /// <summary>Values, as SQL, that the time column takes but nobody can read as a time.</summary>
    public abstract IReadOnlyList<string> Garbage { get; }

    protected abstract string TimeType { get; }

    protected abstract DbConnection Connect();

    protected abstract string Moment(DateTimeOffset moment, int index);

    public Task CreateAsync() => ExecuteAsync(
        $"create table page_views (user_id bigint, device_id text, viewed_at {TimeType}, route text, browser text, ip text, seconds bigint)");

    public async Task InsertAsync(params IReadOnlyCollection<RawRow> rows)
    {
        foreach (var chunk in rows.Select((row, index) => Values(row, index)).Chunk(500))
        {
            await ExecuteAsync($"insert into page_views (user_id, device_id, viewed_at, route, browser, ip, seconds) values {string.Join(", ", chunk)}");
        }
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var connection = Connect();
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    public async Task<long> CountAsync(string from = "page_views") =>
        long.Parse(Assert.Single(await RowsAsync($"select cast(count(*) as text) from {from}")), CultureInfo.InvariantCulture);

    /// <summary>The rows of a select of texts, each joined by '|', null as '-', in sorted order.</summary>
    public async Task<IReadOnlyList<string>> RowsAsync(string sql)
    {
        await using var connection = Connect();
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var rows = new List<string>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? "-" : reader.GetString(i))));
        }

        rows.Sort(StringComparer.Ordinal);
        return rows;
    }

    /// <summary>The published cells in the rule's own columns; residuals are left out.</summary>
    public Task<IReadOnlyList<string>> CellsAsync(RetentionRule rule) => CellsAsync(rule, "false");

    /// <summary>The published residuals, in the same columns, after their periods.</summary>
    public async Task<IReadOnlyList<string>> ResidualsAsync(RetentionRule rule)
    {
        var residuals = new List<string>();
        foreach (var period in await RowsAsync($"select cast(period as text) from {rule.Into} where residual"))
        {
            residuals.Add($"{period} {Assert.Single(await CellsAsync(rule, $"true and period = '{period}'"))}");
        }

        return residuals;
    }

    private async Task<IReadOnlyList<string>> CellsAsync(RetentionRule rule, string residual)
    {
        var rows = await RowsAsync($"select {string.Join(", ", rule.Keep.Select(k => k.Column).Concat(rule.Measures.Select(m => m.Name)).Append("people").Select(c => $"cast({c} as text)"))} from {rule.Into} where residual = {residual}");
        var times = rule.Keep.Select((k, i) => (k.Level, Index: i)).Where(x => x.Level == Generalization.Hour).Select(x => x.Index).ToHashSet();
        var averages = rule.Measures.Select((m, i) => (m.Kind, Index: i + rule.Keep.Count)).Where(x => x.Kind == MeasureKind.Average).Select(x => x.Index).ToHashSet();
        string Plain(string value, int index) => times.Contains(index) ? value.Replace('T', ' ')
            : averages.Contains(index) && value != "-" ? Math.Round(double.Parse(value, CultureInfo.InvariantCulture), 6).ToString(CultureInfo.InvariantCulture) : value;
        return [.. rows.Select(r => string.Join('|', r.Split('|').Select(Plain))).Order(StringComparer.Ordinal)];
    }

    public abstract ValueTask DisposeAsync();

    private string Values(RawRow row, int index) =>
        string.Create(CultureInfo.InvariantCulture, $"({row.User?.ToString(CultureInfo.InvariantCulture) ?? "null"}, {Text(row.Device)}, {Moment(row.At, index)}, {Text(row.Route)}, {Text(row.Browser)}, {Text(row.Ip)}, {row.Seconds?.ToString(CultureInfo.InvariantCulture) ?? "null"})");

    private static string Text(string? value) => value is null ? "null" : $"'{value.Replace("'", "''", StringComparison.Ordinal)}'";
}
