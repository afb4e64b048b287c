using DataRights.Mapping;
using DataRights.Retention.Reports;

namespace DataRights.Retention.Preview;

/// <summary>
/// Says what a rule would publish, at its own levels and with each column coarser or finer, and suggests levels. Reads
/// only; the rule need not have run, or be deployed. Bounded in time by <see cref="PreviewOptions.Limit"/>, in memory by the number
/// of levels: rows stay in the database.
/// </summary>
public sealed class RetentionPreviewer(IRetentionStore store, TimeProvider time)
{
    // The rest is for the other levels.
    private const int ShareOfCurrent = 8;

    /// <param name="group">The rules over the rule's table, itself among them.</param>
    /// <param name="rule">The rule.</param>
    /// <param name="options">What to look at.</param>
    /// <param name="cancellationToken">Ends the preview.</param>
    /// <exception cref="RetentionRuleException">The rule does not fit the database (its own code), or <c>nothing-to-assess</c>: no whole period lies in the days.</exception>
    /// <exception cref="TimeoutException">Not even one period could be assessed within the limit.</exception>
    public async Task<RetentionPreview> PreviewAsync(RetentionGroup group, RetentionRule rule, PreviewOptions options, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        using var limit = new CancellationTokenSource(options.Limit, time);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var calendar = PeriodCalendar.Of(rule);
        var today = calendar.DayOf(time.GetUtcNow());
        var from = options.From ?? today.AddDays(-options.Days);
        var end = from.AddDays(options.Days) is var wished && wished < today ? wished : today;
        var (current, first) = await CurrentAsync(group, rule, from, end, () => time.GetElapsedTime(started) >= options.Limit / ShareOfCurrent, deadline.Token, cancellationToken);

        var assessor = new LevelAssessor(store, group, rule, first, end, () => time.GetElapsedTime(started) >= options.Limit);
        var ladders = rule.Keep.ToDictionary(k => k.Column, k => LevelLadder.Of(rule, k, mayChangePeriod: group.Rules.Count == 1));
        var found = new List<LevelOption>();
        foreach (var kept in rule.Keep)
        {
            foreach (var level in ladders[kept.Column])
            {
                var isCurrent = ReferenceEquals(level, kept);
                var (figures, problem) = isCurrent ? (current, null) : await assessor.AssessAsync(LevelLadder.With(rule, kept.Column, level), deadline.Token, cancellationToken);
                found.Add(new LevelOption(kept.Column, level is null ? LevelText.Dropped : LevelText.Of(level), isCurrent, figures, problem));
            }
        }

        var search = new LevelSearch(rule, ladders, options.Threshold, async variant => (await assessor.AssessAsync(variant, deadline.Token, cancellationToken)).Figures);
        var suggestion = await search.RunAsync(current);
        return new RetentionPreview(rule.Name, rule.Period, first, end, rule.MinimumPeople, options.Threshold, current, found, suggestion, assessor.Complete && first == PeriodsOf(rule, from, end)[0])
        {
            Findings = PreviewFindings.Of(rule, current, found),
        };
    }

    /// <summary>The map's own levels, newest period first, as many as its share of the time allows; and the first day of the oldest.</summary>
    private async Task<(LevelFigures Figures, DateOnly First)> CurrentAsync(
        RetentionGroup group, RetentionRule rule, DateOnly from, DateOnly end, Func<bool> isUsedUp, CancellationToken deadline, CancellationToken cancellationToken)
    {
        var place = group.Rules.ToList().FindIndex(r => r.Name == rule.Name);
        var assessed = new List<PublishedPeriod>();
        try
        {
            foreach (var period in PeriodsOf(rule, from, end).Reverse())
            {
                assessed.Add((await store.AssessAsync(group, period, deadline))[place]);
                if (isUsedUp())
                {
                    break;
                }
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            if (assessed.Count == 0)
            {
                throw new TimeoutException("Not even one period could be assessed within the time; allow more.");
            }
        }

        return (LevelFigures.Of(assessed), assessed[^1].First);
    }

    private static IReadOnlyList<DateOnly> PeriodsOf(RetentionRule rule, DateOnly from, DateOnly end) => LevelAssessor.PeriodsIn(rule, from, end) is { Count: > 0 } periods
        ? periods
        : throw new RetentionRuleException(rule.Name, "nothing-to-assess", $"no whole {rule.Period.ToString().ToLowerInvariant()} that is over lies in the days asked for; ask for more days, or for earlier ones.");
}
