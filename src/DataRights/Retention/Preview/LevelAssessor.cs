using DataRights.Mapping;
using DataRights.Retention.Reports;

namespace DataRights.Retention.Preview;

/// <summary>Asks the database what a variant of a rule would do, once for each variant, until the time is used up.</summary>
internal sealed class LevelAssessor(IRetentionStore store, RetentionGroup group, RetentionRule rule, DateOnly from, DateOnly end, Func<bool> isUsedUp)
{
    public const string OutOfTime = "not assessed: the time is used up";

    private readonly Dictionary<string, (LevelFigures? Figures, string? Problem)> known = [];

    /// <summary>False once something was left out for time.</summary>
    public bool Complete { get; private set; } = true;

    /// <exception cref="OperationCanceledException">The call was cancelled.</exception>
    public async Task<(LevelFigures? Figures, string? Problem)> AssessAsync(RetentionRule variant, CancellationToken deadline, CancellationToken cancellationToken)
    {
        var key = RuleHash.Of(variant);
        if (!known.TryGetValue(key, out var result))
        {
            result = await AskAsync(variant, deadline, cancellationToken);
            known.Add(key, result);
            Complete &= result.Problem != OutOfTime;
        }

        return result;
    }

    /// <summary>The periods of the rule that lie wholly in the days from one up to another, oldest first.</summary>
    public static IReadOnlyList<DateOnly> PeriodsIn(RetentionRule rule, DateOnly from, DateOnly end)
    {
        var (calendar, periods) = (PeriodCalendar.Of(rule), new List<DateOnly>());
        var first = calendar.FirstOf(from);
        for (var period = first < from ? calendar.Next(first) : first; calendar.Next(period) <= end; period = calendar.Next(period))
        {
            periods.Add(period);
        }

        return periods;
    }

    private async Task<(LevelFigures? Figures, string? Problem)> AskAsync(RetentionRule variant, CancellationToken deadline, CancellationToken cancellationToken)
    {
        var periods = PeriodsIn(variant, from, end);
        if (periods.Count == 0)
        {
            return (null, $"no whole {variant.Period.ToString().ToLowerInvariant()} lies in these days");
        }

        var (rules, place) = (group.Rules.Select(r => r.Name == rule.Name ? variant : r).ToList(), group.Rules.ToList().FindIndex(r => r.Name == rule.Name));
        var found = new List<PublishedPeriod>();
        foreach (var period in periods)
        {
            if (isUsedUp())
            {
                return (null, OutOfTime);
            }

            try
            {
                found.Add((await store.AssessAsync(RetentionGroup.Of(rules), period, deadline))[place]);
            }
            catch (RetentionRuleException e)
            {
                return (null, e.Code);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                return (null, OutOfTime);
            }
        }

        return (LevelFigures.Of(found), null);
    }
}
