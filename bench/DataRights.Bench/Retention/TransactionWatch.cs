using Npgsql;

namespace DataRights.Bench.Retention;

/// <summary>Looks every few milliseconds how long the engine's transaction has been open, and how long it has had locks on raw rows that keep writers of them waiting.</summary>
internal sealed class TransactionWatch : IAsyncDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(15);

    private readonly CancellationTokenSource stop = new();
    private readonly Task watching;

    public TransactionWatch(string connection) => watching = Task.Run(() => WatchAsync(connection));

    /// <summary>Seconds, of any transaction: a publication reads, and keeps nobody waiting.</summary>
    public double Longest { get; private set; }

    /// <summary>Seconds, of transactions that lock raw rows.</summary>
    public double LongestLock { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await watching;
        stop.Dispose();
    }

    private async Task WatchAsync(string connection)
    {
        await using var open = new NpgsqlConnection(connection);
        await open.OpenAsync(CancellationToken.None);
        const string Ages =
            """
            select coalesce(max(extract(epoch from clock_timestamp() - a.xact_start)), 0)::float8,
                   coalesce(max(extract(epoch from clock_timestamp() - a.xact_start)) filter (where exists (
                     select 1 from pg_locks l where l.pid = a.pid and l.granted and l.relation = 'page_views'::regclass and l.mode <> 'AccessShareLock')), 0)::float8
            from pg_stat_activity a where a.application_name = 'data-rights' and a.datname = current_database() and a.xact_start is not null
            """;
        await using var command = new NpgsqlCommand(Ages, open);
        await command.PrepareAsync(CancellationToken.None);
        while (!stop.IsCancellationRequested)
        {
            await using (var reader = await command.ExecuteReaderAsync(CancellationToken.None))
            {
                await reader.ReadAsync(CancellationToken.None);
                (Longest, LongestLock) = (Math.Max(Longest, reader.GetDouble(0)), Math.Max(LongestLock, reader.GetDouble(1)));
            }

            await Task.Delay(Every, CancellationToken.None);
        }
    }
}
