using DataRights.Signing;
using DataRights.Storage;

namespace DataRights.Ledger;

/// <summary>Holds what somebody outside has in hand against a ledger: a witness that the ledger's keeper cannot rewrite.</summary>
public sealed class LedgerStampCheck(IObjectStore store, PublicKeySet keys)
{
    private readonly ChainReader reader = new(store);

    /// <summary>What contradicts the stamp, each saying where; empty when the ledger holds exactly what the stamp says.</summary>
    public async Task<IReadOnlyList<string>> CheckAsync(LedgerStamp stamp, CancellationToken cancellationToken)
    {
        if (!LedgerGuard.IsReference(stamp.Reference) || !LedgerObjects.IsDay(stamp.Anchor.Day))
        {
            return ["What the receipt says of the ledger is no place in a ledger."];
        }

        var findings = new List<string>();
        var checkpoint = await new CheckpointReader(store, keys).NewestAsync(findings.Add, cancellationToken);
        if (checkpoint is not null && string.CompareOrdinal(stamp.Anchor.Day, checkpoint.Through) <= 0)
        {
            return [$"{LedgerObjects.Day(stamp.Anchor.Day)}: the day was pruned under the checkpoint of {checkpoint.Through}, so the ledger can say nothing of the receipt any more. The signature does not depend on it."];
        }

        var chain = await reader.EntriesAsync(stamp.Reference, cancellationToken);
        Add(findings, Contradiction(chain, stamp.Entries, stamp.Head));
        var day = await reader.DayAsync(stamp.Anchor.Day, cancellationToken);
        Add(findings, Contradiction(day, stamp.Anchor.Sequence, stamp.Anchor.Hash));
        if (findings.Count == 0 && day.Links[stamp.Anchor.Sequence - 1].Reference != stamp.Reference)
        {
            findings.Add($"{day.Name} entry {stamp.Anchor.Sequence}: it vouches for another chain than the receipt's.");
        }

        return findings;
    }

    private static string? Contradiction<T>(Chain<T> chain, int sequence, string hash)
        where T : IChainLink =>
        sequence >= 1 && sequence <= chain.Links.Count ? chain.Links[sequence - 1].Hash == hash ? null : $"{chain.Name} entry {sequence}: the receipt saw another entry there."
        : chain.Fault is { } fault ? $"{chain.Name} entry {fault.Entry}: {fault.Why}."
        : chain.Links.Count == 0 ? $"{chain.Name}: the chain is missing; the receipt saw {sequence} entries of it."
        : $"{chain.Name} entry {chain.Links.Count + 1}: the chain was cut off; the receipt saw {sequence} entries.";

    private static void Add(List<string> findings, string? finding)
    {
        if (finding is not null)
        {
            findings.Add(finding);
        }
    }
}
