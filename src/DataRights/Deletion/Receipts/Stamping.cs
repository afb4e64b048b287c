using DataRights.Ledger;

namespace DataRights.Deletion.Receipts;

/// <summary>Has a day's chain vouch for a request's before it is named in a statement, so that the statement's holder is a witness of both.</summary>
internal static class Stamping
{
    public static async Task<LedgerStamp> StampAsync(this ILedger ledger, string reference, CancellationToken cancellationToken)
    {
        var chain = await ledger.ReadAsync(reference, cancellationToken);
        if (chain.Count == 0)
        {
            // Pruned by now: retained rows may outlive the accountability period. What comes after begins a chain anew.
            chain = [await ledger.AppendAsync(reference, "resumed", LedgerCodes.Resumed, new Dictionary<string, string>(), cancellationToken)];
        }

        return new(reference, chain.Count, chain[^1].Hash, await ledger.AnchorAsync(reference, cancellationToken));
    }
}
