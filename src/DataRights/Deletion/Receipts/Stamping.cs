using DataRights.Ledger;

namespace DataRights.Deletion.Receipts;

/// <summary>Has a day's chain vouch for a request's before it is named in a statement, so that the statement's holder is a witness of both.</summary>
internal static class Stamping
{
    public static async Task<LedgerStamp> StampAsync(this ILedger ledger, string reference, CancellationToken cancellationToken)
    {
        var chain = await ledger.ReadAsync(reference, cancellationToken);
        return new(reference, chain.Count, chain[^1].Hash, await ledger.AnchorAsync(reference, cancellationToken));
    }
}
