using DataRights.Ledger;
using DataRights.Mapping;
using DataRights.Requests;
using DataRights.Signing;
using DataRights.Storage;

namespace DataRights.Deletion.Receipts;

/// <summary>
/// Makes receipts, signs them and writes them down. Once written a receipt stays as it is; a run that was stopped between signing and
/// writing signs again, and nobody has seen the first.
/// </summary>
internal sealed class ReceiptIssuer(DataMap map, IObjectStore store, ILedger ledger, ISigner signer, IReadOnlyList<IReceiptFacts> contributors, TimeProvider time)
{
    /// <summary>The header's <c>typ</c>.</summary>
    public const string Type = "data-rights-receipt+jws";

    /// <summary>The receipt that stands, word for word; <paramref name="beforeWriting"/> is called just before the first writing of it.</summary>
    public async Task<byte[]> IssueAsync(RequestRecord request, DeletionState state, Func<CancellationToken, Task> beforeWriting, CancellationToken cancellationToken)
    {
        var name = ObjectNames.Receipt(request.Id);
        if (await store.ReadAsync(name, cancellationToken) is { } earlier)
        {
            return earlier.Content.ToArray();
        }

        var facts = ReceiptFacts.None;
        foreach (var contributor in contributors)
        {
            facts = facts.And(await contributor.OfAsync(request, cancellationToken));
        }

        var stamp = await ledger.StampAsync(request.LedgerReference, cancellationToken);
        var statement = new ReceiptBuilder(map).Build(request, state, facts, stamp, time.GetUtcNow());
        var receipt = await SignedDocument.SignAsync(signer, Type, statement, cancellationToken);
        await beforeWriting(cancellationToken);
        return await store.TryWriteAsync(name, receipt, WriteCondition.IfAbsent, cancellationToken) is not null
            ? receipt
            : (await store.ReadAsync(name, cancellationToken) ?? throw new StoreException("receipt-unstable", transient: true)).Content.ToArray();
    }
}
