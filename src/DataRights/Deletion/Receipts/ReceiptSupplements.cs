using System.Globalization;
using System.Security.Cryptography;
using DataRights.Ledger;
using DataRights.Signing;
using DataRights.Storage;

namespace DataRights.Deletion.Receipts;

/// <summary>
/// Issues and lists the signed supplements to receipts. A receipt never changes; what is confirmed or done after it stands in a supplement
/// of its own, which names the receipt by its hash. Safe for concurrent use, also by several processes.
/// </summary>
public sealed class ReceiptSupplements(IObjectStore store, ILedger ledger, ISigner signer, TimeProvider time)
{
    /// <summary>The header's <c>typ</c>.</summary>
    public const string Type = "data-rights-receipt-supplement+jws";

    /// <summary>The version of what is written.</summary>
    public const int Version = 1;

    /// <summary>
    /// Issues a supplement with these facts and returns its number. Idempotent by content: facts that a supplement to the receipt states
    /// already are not stated again, so a caller that was stopped calls again. Null when the request has no receipt.
    /// </summary>
    public async Task<int?> IssueAsync(string requestId, SupplementFacts facts, CancellationToken cancellationToken)
    {
        // The receipt outlives the request's record, so all that is needed is taken from it.
        if (await store.ReadAsync(ObjectNames.Receipt(requestId), cancellationToken) is not { } receipt)
        {
            return null;
        }

        var reference = (string?)StrictJson.Object(receipt.Content.Span)?.SelectToken("ledger.reference") ?? throw new StoreException("receipt-unreadable", transient: false);

        var content = ReceiptBuilder.Write(facts);
        while (true)
        {
            var issued = await ListAsync(requestId, cancellationToken);
            var number = issued.FirstOrDefault(s => s.States(content))?.Number ?? 0;
            if (number == 0)
            {
                number = issued.Count == 0 ? 1 : issued[^1].Number + 1;
                var statement = new
                {
                    Receipt = "supplement",
                    Version,
                    Request = requestId,
                    Number = number,
                    Issued = time.GetUtcNow(),
                    SupplementTo = new { Sha256 = Convert.ToHexStringLower(SHA256.HashData(receipt.Content.Span)) },
                    facts.Recipients,
                    facts.Deleted,
                    Ledger = await ledger.StampAsync(reference, cancellationToken),
                };
                var document = await SignedDocument.SignAsync(signer, Type, ReceiptBuilder.Write(statement), cancellationToken);
                if (await store.TryWriteAsync(ObjectNames.Supplement(requestId, number), document, WriteCondition.IfAbsent, cancellationToken) is null)
                {
                    continue;
                }
            }

            await RecordAsync(reference, requestId, number, cancellationToken);
            return number;
        }
    }

    /// <summary>The supplements to the request's receipt, in the order they were issued.</summary>
    public async Task<IReadOnlyList<StoredSupplement>> ListAsync(string requestId, CancellationToken cancellationToken)
    {
        var found = new List<StoredSupplement>();
        var prefix = ObjectNames.SupplementsOf(requestId);
        await foreach (var entry in store.ListAsync(prefix, cancellationToken))
        {
            if (int.TryParse(Path.GetFileNameWithoutExtension(entry.Name[prefix.Length..]), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                && await store.ReadAsync(entry.Name, cancellationToken) is { } stored)
            {
                found.Add(new(number, stored.Content));
            }
        }

        return [.. found.OrderBy(s => s.Number)];
    }

    private async Task RecordAsync(string reference, string requestId, int number, CancellationToken cancellationToken)
    {
        var document = await store.ReadAsync(ObjectNames.Supplement(requestId, number), cancellationToken) ?? throw new StoreException("supplement-missing", transient: false);
        var facts = new Dictionary<string, string> { ["sha256"] = Convert.ToHexStringLower(SHA256.HashData(document.Content.Span)) };
        await ledger.AppendAsync(reference, string.Create(CultureInfo.InvariantCulture, $"supplement/{number}"), LedgerCodes.SupplementIssued, facts, cancellationToken);
        await ledger.AnchorAsync(reference, cancellationToken);
    }
}
