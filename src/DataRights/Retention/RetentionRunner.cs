using DataRights.Deletion.Replay;
using DataRights.Ledger;
using DataRights.Mapping;
using DataRights.Requests;
using DataRights.Sources;
using DataRights.Telemetry;
using Microsoft.Extensions.Logging;

namespace DataRights.Retention;

/// <summary>
/// Works a map's retention rules: each closed day past the window is published, then its raw rows are destroyed in
/// bounded chunks until a count finds none, oldest day first. It may be killed at any point and run again, and several
/// may run at once: a day is published once, and every effect reaches the ledger before it counts as settled. A rule
/// that fails does not stop the others; a ledger that fails stops the run.
/// </summary>
public sealed class RetentionRunner(DataMap map, SourceSet sources, ILedger ledger, TimeProvider time, ILogger<RetentionRunner> logger, RestoreWatch? watch = null)
{
    /// <summary>Raw rows destroyed in one transaction.</summary>
    public const int ChunkRows = 10_000;

    /// <summary>
    /// Runs until nothing is due or the slice is used up, in which case <see cref="RetentionRunResult.MoreWork"/> says
    /// so. Rules share the slice evenly, and what one leaves over goes to the next. One result for each rule, in map order.
    /// </summary>
    public async Task<IReadOnlyList<RetentionRunResult>> RunAsync(TimeSpan slice, CancellationToken cancellationToken)
    {
        var results = new List<RetentionRunResult>();
        var started = time.GetTimestamp();
        foreach (var rule in map.Retention)
        {
            var used = time.GetElapsedTime(started);
            var left = slice > used ? slice - used : TimeSpan.Zero;
            results.Add(await RunRuleAsync(rule, left / (map.Retention.Count - results.Count), cancellationToken));
        }

        return results;
    }

    private async Task<RetentionRunResult> RunRuleAsync(RetentionRule rule, TimeSpan slice, CancellationToken cancellationToken)
    {
        using var span = Spans.Retention(rule.Name);
        var run = new RetentionRuleRun(rule, new RetentionLedger(ledger), time, slice);
        try
        {
            var result = await WorkAsync(run, rule, cancellationToken);
            if (result.FailureCode is { } code)
            {
                span.Fail(code);
            }

            RetentionMeter.Ended(rule, result);
            Log(result);
            return result;
        }
        catch (Exception e) when (Trouble.Of(e, cancellationToken) is { Kind: not TroubleKind.Shutdown } trouble)
        {
            // Mostly the ledger's: it stops the run, and what the rule did until then counts.
            span.Fail(trouble.Code);
            RetentionMeter.Broke(rule, run.Tally, trouble);
            throw;
        }
    }

    private async Task<RetentionRunResult> WorkAsync(RetentionRuleRun run, RetentionRule rule, CancellationToken cancellationToken)
    {
        try
        {
            RefuseSharing(rule);
            if (watch is not null && await watch.IsRestoredAsync(rule.Source, cancellationToken))
            {
                // Rows of people who were deleted are there again: they must not get into what is published.
                throw new RetentionRuleException(rule.Name, RestoreWatch.Outcome, $"source '{rule.Source}' was restored from a backup; run 'datarights replay' first.");
            }

            await run.WorkAsync(StoreOf(rule), cancellationToken);
            return run.Tally;
        }
        catch (SourceException e)
        {
            return run.Tally with { FailureCode = e.Code, FailureIsTransient = e.IsTransient };
        }
        catch (RetentionRuleException e)
        {
            // The message names the map's words only, and says how to mend it.
            logger.LogError("{Problem}", e.Message);
            return run.Tally with { FailureCode = e.Code };
        }
    }

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

    // The first rule would destroy what the second has yet to publish, and two views of the same rows can be
    // differenced down to one person.
    private void RefuseSharing(RetentionRule rule)
    {
        string[] mine = [SourceSchema.Normalize(rule.From), SourceSchema.Normalize(rule.Into)];
        var other = map.Retention.FirstOrDefault(r => !ReferenceEquals(r, rule) && r.Source == rule.Source
            && (mine.Contains(SourceSchema.Normalize(r.From)) || mine.Contains(SourceSchema.Normalize(r.Into))));
        if (other is not null)
        {
            throw new RetentionRuleException(rule.Name, "shared-table", $"rule '{other.Name}' uses the same table in 'from' or 'into'; give each rule its own, or make one rule of the two.");
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

        if (result.UndatedRows + result.FutureRows > 0)
        {
            logger.LogWarning("Retention rule {Rule}: {UndatedRows} rows without a readable time and {FutureRows} rows dated in the future were left alone.", result.Rule, result.UndatedRows, result.FutureRows);
        }
    }
}
