using DataRights.Signing;
using DataRights.Storage;

namespace DataRights.Ledger;

/// <summary>
/// Deletes the days of the ledger before a given one, and the requests' chains that only these days vouch for, under a signed checkpoint
/// (<see cref="LedgerCheckpoint"/>). The checkpoint comes first, so that the ledger verifies at every moment; a run that was stopped, or
/// refused by the store since an object is protected still, is finished by the next. What does not hold is never pruned: it raises
/// <see cref="LedgerCorruptException"/> and stays for somebody to look at. Idempotent, and harmless beside itself and writers.
/// </summary>
public sealed class LedgerPruner(IObjectStore store, ISigner signer, TimeProvider time)
{
    private readonly ChainReader reader = new(store);

    /// <summary>Prunes the days before that one (<c>yyyy-MM-dd</c>); the newest day always stays. Returns the checkpoint that stands, null when nothing was ever pruned.</summary>
    public async Task<LedgerCheckpoint?> PruneAsync(string before, CancellationToken cancellationToken)
    {
        var standing = await StandingAsync(cancellationToken);
        var days = await DayAnchors.DaysAsync(store, _ => { }, cancellationToken);
        var left = days.Where(d => standing is null || string.CompareOrdinal(d, standing.Through) > 0).ToList();
        var ending = left.SkipLast(1).TakeWhile(d => string.CompareOrdinal(d, before) < 0).ToList();
        var pruned = days.Except(left).Concat(ending).ToList();
        if (pruned.Count > 0)
        {
            var going = new PrunedChains(store, reader);
            await going.FindAsync(pruned, left.Skip(ending.Count), cancellationToken);
            if (ending.Count > 0)
            {
                var next = await EndAsync(standing, ending, left[ending.Count], going, cancellationToken);
                await store.TryWriteAsync(LedgerObjects.Checkpoint(next.Through), await SignAsync(next, cancellationToken), WriteCondition.IfAbsent, cancellationToken);
                standing = await StandingAsync(cancellationToken);
            }

            await going.DeleteAsync(cancellationToken);
            await DeleteAsync(pruned.Select(LedgerObjects.Day), cancellationToken);
        }

        if (standing is not null)
        {
            await ForgetOlderAsync(standing, cancellationToken);
        }

        return standing;
    }

    private async Task<LedgerCheckpoint?> StandingAsync(CancellationToken cancellationToken)
    {
        string? wrong = null;
        var checkpoints = new CheckpointReader(store, new PublicKeySet(await signer.PublicKeysAsync(cancellationToken)));
        var standing = await checkpoints.NewestAsync(finding => wrong ??= finding, cancellationToken);
        return wrong is null ? standing : throw new LedgerCorruptException(ObjectNames.LedgerCheckpoints, 1, "its newest checkpoint does not hold");
    }

    /// <summary>The checkpoint that will stand. Every day that goes is read to its end first, and must lead to the first that stays.</summary>
    private async Task<LedgerCheckpoint> EndAsync(LedgerCheckpoint? standing, List<string> ending, string next, PrunedChains going, CancellationToken cancellationToken)
    {
        var (previous, last) = (standing?.Hash ?? CanonicalJson.Genesis, (AnchorRecord?)null);
        foreach (var day in ending)
        {
            var chain = (await reader.DayAsync(day, cancellationToken)).Sound();
            RequireFollows(chain, previous);
            last = chain.Links[^1];
            previous = last.Closes ? last.Hash : throw new LedgerCorruptException(chain.Name, chain.Links.Count + 1, "the day's closing entry is missing");
        }

        RequireFollows((await reader.DayAsync(next, cancellationToken)).Sound(), previous);
        return new(
            ending[^1], last!.Sequence, last.Hash, (standing?.Days ?? 0) + ending.Count, (standing?.Chains ?? 0) + going.NewChains(ending), (standing?.Entries ?? 0) + going.NewEntries(ending));
    }

    private static void RequireFollows(Chain<AnchorRecord> chain, string previous)
    {
        if (chain.Links.Count == 0 || chain.Links[0].Previous != previous)
        {
            throw new LedgerCorruptException(chain.Name, 1, "it does not follow the day before it");
        }
    }

    private Task<byte[]> SignAsync(LedgerCheckpoint checkpoint, CancellationToken cancellationToken) =>
        SignedDocument.SignAsync(signer, CheckpointFormat.Type, CheckpointFormat.Write(checkpoint, time.GetUtcNow()), cancellationToken);

    private async Task ForgetOlderAsync(LedgerCheckpoint standing, CancellationToken cancellationToken)
    {
        var older = new List<string>();
        await foreach (var entry in store.ListAsync(ObjectNames.LedgerCheckpoints, cancellationToken))
        {
            if (LedgerObjects.ThroughOf(entry.Name) is { } through && string.CompareOrdinal(through, standing.Through) < 0)
            {
                older.Add(entry.Name);
            }
        }

        await DeleteAsync(older, cancellationToken);
    }

    private async Task DeleteAsync(IEnumerable<string> names, CancellationToken cancellationToken)
    {
        foreach (var name in names)
        {
            await store.DeleteAsync(name, WriteCondition.None, cancellationToken);
        }
    }
}
