using DataRights.Bench.Measuring;

namespace DataRights.Bench.Retention;

/// <summary>A backlog of page views anonymized by the engine and by hand, on copies of the same database, and the next day's increment.</summary>
internal static class RetentionCase
{
    /// <summary>The most memory that a run may take, whatever its size.</summary>
    private const long MemoryLimit = 250_000_000;

    /// <summary>How much longer than the work by hand it may take.</summary>
    private const double Goal = 1.3;

    private const int Window = 90;

    public static async Task<bool> RunAsync(int rows, TextWriter output, CancellationToken cancellationToken)
    {
        using var server = await BenchServer.StartAsync(cancellationToken);
        var data = new RetentionData(server.Connection);
        var state = Directory.CreateTempSubdirectory("data-rights-retention.");
        try
        {
            await Console.Error.WriteLineAsync($"Making {rows:n0} page views of 90,000 people over 400 days …");
            await data.MakeAsync("made", rows, cancellationToken);
            await data.CopyAsync("made", "by_hand", cancellationToken);
            var hand = await HandRetention.RunAsync(data.ConnectionTo("by_hand"), cancellationToken);
            var handCells = await RetentionData.CountAsync(data.ConnectionTo("by_hand"), "page_views_daily", cancellationToken);
            await data.DropAsync("by_hand", cancellationToken);
            await data.CopyAsync("made", "ours", cancellationToken);
            var backlog = await MeasureAsync(data.ConnectionTo("ours"), state.FullName, Window, cancellationToken);
            var daily = await MeasureAsync(data.ConnectionTo("ours"), state.FullName, Window - 1, cancellationToken);

            output.WriteLine("| case | rows destroyed | periods | cells | wall s | CPU s | peak MB | longest transaction s | longest with locks on raw rows s |");
            output.WriteLine("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
            Print(output, "backlog", backlog);
            Print(output, "next day", daily);
            output.WriteLine(FormattableString.Invariant($"| by hand | {hand.Rows:n0} |  | {handCells:n0} | {hand.WallSeconds:f2} |  |  | {hand.LongestLock:f2} | {hand.LongestLock:f2} |"));
            output.WriteLine(FormattableString.Invariant($"\nBacklog: {backlog.Cost.WallSeconds / hand.WallSeconds:f2} times the wall time of the work by hand ({Goal} is the goal)."));
            return await IsRightAsync(data.ConnectionTo("ours"), backlog.Cost.Rows == hand.Rows, cancellationToken) && backlog.Cost.PeakBytes <= MemoryLimit;
        }
        finally
        {
            state.Delete(recursive: true);
        }
    }

    private static async Task<RetentionMeasured> MeasureAsync(string connection, string state, int days, CancellationToken cancellationToken)
    {
        await using var watch = new TransactionWatch(connection);
        var measured = await ChildProcess.RunAsync<RetentionMeasured>(["retention", FormattableString.Invariant($"{days}"), state], connection, cancellationToken);
        return measured with { LongestTransaction = watch.Longest, Cost = measured.Cost with { LongestLock = watch.LongestLock } };
    }

    private static async Task<bool> IsRightAsync(string connection, bool sameRows, CancellationToken cancellationToken)
    {
        var left = await RetentionData.CountAsync(connection, FormattableString.Invariant($"page_views where viewed_at < date_trunc('day', now() - interval '{Window - 1} days', 'UTC')"), cancellationToken);
        var thin = await RetentionData.CountAsync(connection, "page_views_daily where people < 10", cancellationToken);
        if (left > 0 || thin > 0 || !sameRows)
        {
            await Console.Error.WriteLineAsync($"WRONG: {left} raw rows past the window, {thin} thin cells; as many rows destroyed as by hand: {sameRows}.");
        }

        return left == 0 && thin == 0 && sameRows;
    }

    private static void Print(TextWriter output, string name, RetentionMeasured m) => output.WriteLine(FormattableString.Invariant(
        $"| {name} | {m.Cost.Rows:n0} | {m.Periods:n0} | {m.Cells:n0} | {m.Cost.WallSeconds:f2} | {m.Cost.CpuSeconds:f1} | {m.Cost.PeakBytes / 1e6:f0} | {m.LongestTransaction:f2} | {m.Cost.LongestLock:f2} |"));
}
