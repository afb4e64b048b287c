using DataRights.Mapping;
using DataRights.Sources;

namespace DataRights.Retention.Status;

/// <summary>Tells what the rules of the map have published and destroyed. Reads only: nothing is created, no rule is run. Safe for concurrent use.</summary>
public sealed class RetentionStatus(DataMap map, SourceSet sources)
{
    /// <summary>One state for each rule, in map order; a database that cannot be asked does not keep the others from being told.</summary>
    /// <param name="rule">Only the rule of that name; null for all.</param>
    /// <param name="most">At most so many periods of each rule.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<IReadOnlyList<RuleState>> ReadAsync(string? rule, int most, CancellationToken cancellationToken)
    {
        var states = new List<RuleState>();
        foreach (var one in map.Retention.Where(r => rule is null || r.Name == rule))
        {
            states.Add(await ReadAsync(one, most, cancellationToken));
        }

        return states;
    }

    private async Task<RuleState> ReadAsync(RetentionRule rule, int most, CancellationToken cancellationToken)
    {
        var backups = map.Sources.FirstOrDefault(s => s.Name == rule.Source)?.Backups;
        if (sources.FindRetention(rule.Source) is not { } store)
        {
            return new RuleState(rule, backups, [], "source-not-open");
        }

        try
        {
            return new RuleState(rule, backups, await store.ListAsync(rule, most, cancellationToken), null);
        }
        catch (SourceException e)
        {
            return new RuleState(rule, backups, [], e.Code);
        }
        catch (RetentionRuleException e)
        {
            return new RuleState(rule, backups, [], e.Code);
        }
    }
}
