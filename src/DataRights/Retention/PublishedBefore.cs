using DataRights.Mapping;

namespace DataRights.Retention;

/// <summary>
/// What the ledger knows to be published. After a database was restored from a backup it holds raw rows again whose period was published since, and
/// does not know it: published once more, without who was deleted since, the two versions could be compared. The ledger
/// was not restored with it. A chain is read once a run, when a period is met that the database does not know.
/// </summary>
internal sealed class PublishedBefore(RetentionGroup group, RetentionLedger ledger)
{
    private readonly Dictionary<string, IReadOnlyList<PublishedPeriod>> chains = [];

    /// <summary>The period as the ledger has it, for each rule; null when none of them has published it.</summary>
    public async Task<IReadOnlyList<PublishedPeriod>?> FindAsync(DateOnly period, CancellationToken cancellationToken)
    {
        var (found, isKnown) = (new List<PublishedPeriod>(), false);
        foreach (var rule in group.Rules)
        {
            var known = await InAsync(rule, RetentionLedger.ReferenceOf(rule, period), period, cancellationToken)
                ?? await InAsync(rule, RetentionLedger.FormerReferenceOf(rule), period, cancellationToken);
            isKnown |= known is not null;
            found.Add(known ?? new PublishedPeriod(rule.Name, period, group.Period, AlreadyPublished: true));
        }

        return isKnown ? found : null;
    }

    private async Task<PublishedPeriod?> InAsync(RetentionRule rule, string reference, DateOnly period, CancellationToken cancellationToken)
    {
        if (!chains.TryGetValue(reference, out var chain))
        {
            chains[reference] = chain = await ledger.ReadAsync(rule, reference, cancellationToken);
        }

        return chain.FirstOrDefault(p => p.First == period);
    }
}
