using DataRights.Deletion.Replay;
using DataRights.Ledger;
using DataRights.Mapping;
using DataRights.Requests;
using DataRights.Retention.Holding;
using DataRights.Retention.Reports;
using DataRights.Retention.Status;
using DataRights.Sources;
using DataRights.Telemetry;
using Microsoft.Extensions.Logging;

namespace DataRights.Retention;

/// <summary>
/// Works a map's retention rules: each closed period past the window is published, then its raw rows are destroyed in
/// bounded chunks until a count finds none, oldest period first. It may be killed at any point and run again, and several
/// may run at once: a period is published once, and every effect reaches the ledger before it counts as settled. Each
/// publication has its risk report, written before its rows are destroyed. Rules over one table are worked together. A rule that fails does not stop those of other tables; a ledger that fails stops the run.
/// </summary>
public sealed class RetentionRunner(DataMap map, SourceSet sources, ILedger ledger, TimeProvider time, ILogger<RetentionRunner> logger, RestoreWatch? watch = null, RetentionHolds? holds = null, RiskReportStore? reports = null)
{
    /// <summary>Raw rows destroyed in the first transaction; how many the next ones take is seen from how long they last.</summary>
    public const int ChunkRows = 10_000;

    private const int MostAttempts = 5;

    private readonly RetentionStand stand = new(map, sources, reports, time, logger);

    /// <summary>
    /// Runs until nothing is due or the slice is used up, in which case <see cref="RetentionRunResult.MoreWork"/> says
    /// so. Tables share the slice evenly, and what one leaves over goes to the next. One result for each rule, in map order.
    /// </summary>
    public Task<IReadOnlyList<RetentionRunResult>> RunAsync(TimeSpan slice, CancellationToken cancellationToken) =>
        RunAsync(RetentionGroup.In(map), again: false, slice, cancellationToken);

    /// <summary>
    /// After a restore: destroys once more, in the sources of those names, the raw rows of periods that were published before, and publishes nothing. Also
    /// where the source is halted, so for whoever halts it: nothing reads the rows in the meantime.
    /// </summary>
    public Task<IReadOnlyList<RetentionRunResult>> DestroyAgainAsync(IReadOnlyCollection<string> names, TimeSpan slice, CancellationToken cancellationToken) =>
        RunAsync([.. RetentionGroup.In(map).Where(g => names.Contains(g.First.Source))], again: true, slice, cancellationToken);

    private async Task<IReadOnlyList<RetentionRunResult>> RunAsync(IReadOnlyList<RetentionGroup> groups, bool again, TimeSpan slice, CancellationToken cancellationToken)
    {
        var results = new List<RetentionRunResult>();
        var started = time.GetTimestamp();
        for (var i = 0; i < groups.Count; i++)
        {
            var used = time.GetElapsedTime(started);
            var left = slice > used ? slice - used : TimeSpan.Zero;
            results.AddRange(await RunGroupAsync(groups[i], again, left / (groups.Count - i), cancellationToken));
        }

        return [.. map.Retention.SelectMany(r => results.Where(t => t.Rule == r.Name))];
    }

    private async Task<IReadOnlyList<RetentionRunResult>> RunGroupAsync(RetentionGroup group, bool again, TimeSpan slice, CancellationToken cancellationToken)
    {
        using var span = Spans.Retention(group.First.Name);
        var run = new RetentionRuleRun(map, group, new RetentionLedger(ledger), holds, reports, time, slice)
        {
            Again = again,
            CountAsync = token => CountAsync(group, token),
        };
        try
        {
            var results = await WorkAsync(run, group, cancellationToken);
            if (results[0].FailureCode is { } code)
            {
                span.Fail(code);
            }

            for (var i = 0; i < results.Count; i++)
            {
                RetentionMeter.Ended(group.Rules[i], results[i]);
                await stand.TellAsync(group.Rules[i], cancellationToken);
                Log(results[i]);
            }

            return results;
        }
        catch (Exception e) when (Trouble.Of(e, cancellationToken) is { Kind: not TroubleKind.Shutdown } trouble)
        {
            // Mostly the ledger's: it stops the run, and what the rules did until then counts.
            span.Fail(trouble.Code);
            for (var i = 0; i < run.Tallies.Count; i++)
            {
                RetentionMeter.Broke(group.Rules[i], run.Tallies[i], trouble);
            }

            throw;
        }
    }

    private async Task<IReadOnlyList<RetentionRunResult>> WorkAsync(RetentionRuleRun run, RetentionGroup group, CancellationToken cancellationToken)
    {
        try
        {
            if (!run.Again && watch is not null && await watch.IsRestoredAsync(group.First.Source, cancellationToken))
            {
                // Rows of people who were deleted are there again: they must not get into what is published.
                throw Restored(group);
            }

            await PersistAsync(run, StoreOf(group.First), cancellationToken);
            return run.Tallies;
        }
        catch (SourceException e)
        {
            return run.Failed(e.Code, e.IsTransient);
        }
        catch (RetentionRuleException e)
        {
            // The message names the map's words only, and says how to mend it.
            logger.LogError("{Problem}", e.Message);
            return run.Failed(e.Code, transient: false);
        }
    }

    /// <summary>Goes on after trouble that may pass, a few times within the slice: the database has waited for others' locks itself.</summary>
    private async Task PersistAsync(RetentionRuleRun run, IRetentionStore store, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await run.WorkAsync(store, cancellationToken);
                return;
            }
            catch (SourceException e) when (e.IsTransient && attempt < MostAttempts && !run.IsUsedUp)
            {
                // What was done stands, and is not done again.
                logger.LogWarning("Retention goes on after {Code} of source {Source}, attempt {Attempt}.", e.Code, e.SourceName, attempt);
            }
        }
    }

    /// <summary>Counts the database one further, so that a backup from before what is done now is behind: rows that were destroyed are in it.</summary>
    private async Task CountAsync(RetentionGroup group, CancellationToken cancellationToken)
    {
        // Where a database holds nothing but analytics, nobody asks for its count, and the role may lack the rights to it.
        if (watch is not null && map.Collections.Any(c => c.Source == group.First.Source) && (await watch.AdvanceAsync([group.First.Source], cancellationToken)).Count > 0)
        {
            throw Restored(group);
        }
    }

    private static RetentionRuleException Restored(RetentionGroup group) =>
        new(group.First.Name, RestoreWatch.Outcome, $"source '{group.First.Source}' was restored from a backup; run 'datarights replay' first.");

    private IRetentionStore StoreOf(RetentionRule rule)
    {
        try
        {
            return sources.Retention(rule.Source);
        }
        catch (KeyNotFoundException)
        {
            throw new RetentionRuleException(rule.Name, "source-not-open", $"source '{rule.Source}' is not an open database; name a sqlite or postgres source and check its connection.");
        }
    }

    private void Log(RetentionRunResult result)
    {
        logger.LogInformation(
            "Retention rule {Rule}: {DaysPublished} days published, {CellsPublished} cells, {DaysDestroyed} days destroyed, {RowsDestroyed} rows, {LateRows} late; more work: {MoreWork}; failure: {Failure}.",
            result.Rule, result.DaysPublished, result.CellsPublished, result.DaysDestroyed, result.RowsDestroyed, result.LateRows, result.MoreWork, result.FailureCode ?? "none");
        if (result.FailureCode is not null)
        {
            logger.LogWarning("Retention rule {Rule} stopped with {Failure}; {Outlook}.", result.Rule, result.FailureCode, result.FailureIsTransient ? "it will be tried again" : "it stays so until that is mended");
        }

        if (result.IdentitiesDestroyed > 0)
        {
            logger.LogInformation("Retention rule {Rule}: {Identities} identities went that only destroyed rows had led to.", result.Rule, result.IdentitiesDestroyed);
        }

        if (result.HeldRows > 0)
        {
            logger.LogInformation("Retention rule {Rule}: legal holds keep {HeldRows} rows past their window.", result.Rule, result.HeldRows);
        }

        if (result.UndatedRows + result.FutureRows > 0)
        {
            logger.LogWarning("Retention rule {Rule}: {UndatedRows} rows without a readable time and {FutureRows} rows dated in the future were left alone.", result.Rule, result.UndatedRows, result.FutureRows);
        }
    }
}
