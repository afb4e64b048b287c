using System.Diagnostics;
using DataRights.Bench.Measuring;
using Npgsql;

namespace DataRights.Bench.Retention;

/// <summary>
/// What a developer would write by hand, in one transaction: totals by day, none of fewer than ten people, and the raw rows deleted. No
/// watermark, no device resolved to its account, no gate but the one, no ledger; nobody else gets at the rows it deletes meanwhile.
/// </summary>
internal static class HandRetention
{
    private static readonly string[] Statements =
    [
        "create table page_views_daily (route text, browser text, viewed_at date, views bigint, seconds bigint, people bigint)",
        """
        insert into page_views_daily
        select route, btrim(regexp_replace(browser, '[ /]*[0-9].*$', '')), (viewed_at at time zone 'UTC')::date, count(*), coalesce(sum(time_on_page), 0), count(distinct coalesce('a' || user_id, 'd' || device_id))
        from page_views where viewed_at < date_trunc('day', now() - interval '90 days', 'UTC') group by 1, 2, 3 having count(distinct coalesce('a' || user_id, 'd' || device_id)) >= 10
        """,
        "delete from page_views where viewed_at < date_trunc('day', now() - interval '90 days', 'UTC')",
    ];

    public static async Task<Measurement> RunAsync(string connection, CancellationToken cancellationToken)
    {
        await using var open = new NpgsqlConnection(connection);
        await open.OpenAsync(cancellationToken);
        var watch = Stopwatch.StartNew();
        await using var transaction = await open.BeginTransactionAsync(cancellationToken);
        var rows = 0L;
        foreach (var statement in Statements)
        {
            var began = watch.Elapsed;
            await using var command = new NpgsqlCommand(statement, open, transaction) { CommandTimeout = 0 };
            rows = await command.ExecuteNonQueryAsync(cancellationToken);
            await Console.Error.WriteLineAsync($"  by hand, {statement[..6].Trim()}: {(watch.Elapsed - began).TotalSeconds:f1} s");
        }

        await transaction.CommitAsync(cancellationToken);
        return new Measurement(watch.Elapsed.TotalSeconds, 0, 0, rows, 0, 0, "done") { LongestLock = watch.Elapsed.TotalSeconds };
    }
}
