using DataRights.Bench.Measuring;
using DataRights.Mapping;
using DataRights.Mapping.Loading;
using Npgsql;

namespace DataRights.Bench.Retention;

/// <summary>The engine's run, in a process of its own: slice after slice until nothing is due.</summary>
internal static class RetentionRun
{
    /// <summary>What a timer gives a run.</summary>
    private static readonly TimeSpan Slice = TimeSpan.FromMinutes(8);

    /// <param name="connection">The database.</param>
    /// <param name="state">Where the ledger lies: the second run goes on with it.</param>
    /// <param name="days">The window.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<RetentionMeasured> RunAsync(string connection, string state, int days, CancellationToken cancellationToken)
    {
        var map = DataMapLoader.Load(RetentionData.MapFile);

        // As a host connects: sessions are kept.
        var pooled = new NpgsqlConnectionStringBuilder(connection) { Pooling = true }.ToString();
        await using var engine = new Engine(pooled, map with { Retention = [.. map.Retention.Select(r => r with { Window = IsoDuration.FromDays(days) })] }, state);
        var meter = new Meter();
        var (rows, cells, periods, more) = (0L, 0L, 0, true);
        while (more)
        {
            var result = (await engine.Retention.RunAsync(Slice, cancellationToken)).Single();
            if (result.FailureCode is { } code)
            {
                throw new InvalidOperationException($"The rule stopped with {code}.");
            }

            (rows, cells, periods, more) = (rows + result.RowsDestroyed, cells + result.CellsPublished, periods + result.DaysPublished, result.MoreWork);
        }

        return new RetentionMeasured(meter.Read(rows, "done"), periods, cells);
    }
}
