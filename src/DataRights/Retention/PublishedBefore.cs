namespace DataRights.Retention;

/// <summary>
/// What the ledger knows to be published. After a database was restored from a backup it holds raw rows again whose period was published since, and
/// does not know it: published once more, without who was deleted since, the two versions could be compared. The ledger
/// was not restored with it. It is read once, when a period is met that the database does not know.
/// </summary>
internal sealed class PublishedBefore(RetentionGroup group, RetentionLedger ledger)
{
    private Dictionary<(string Rule, DateOnly First), PublishedPeriod>? known;

    /// <summary>The period as the ledger has it, for each rule; null when none of them has published it.</summary>
    public async Task<IReadOnlyList<PublishedPeriod>?> FindAsync(DateOnly period, CancellationToken cancellationToken)
    {
        known ??= await ReadAsync(cancellationToken);
        return group.Rules.Any(r => known.ContainsKey((r.Name, period)))
            ? [.. group.Rules.Select(r => known.GetValueOrDefault((r.Name, period)) ?? new PublishedPeriod(r.Name, period, group.Period, AlreadyPublished: true))]
            : null;
    }

    private async Task<Dictionary<(string, DateOnly), PublishedPeriod>> ReadAsync(CancellationToken cancellationToken)
    {
        var periods = new Dictionary<(string, DateOnly), PublishedPeriod>();
        foreach (var rule in group.Rules)
        {
            foreach (var published in await ledger.ReadAsync(rule, cancellationToken))
            {
                periods[(rule.Name, published.First)] = published;
            }
        }

        return periods;
    }
}
