using DataRights.Deletion.Receipts;

namespace DataRights.Recipients;

/// <summary>Has what recipients say after the receipt signed as its supplement.</summary>
public sealed class RecipientSupplements(ReceiptSupplements supplements) : IReceiptSupplements
{
    public Task IssueAsync(string requestId, IReadOnlyList<RecipientFact> facts, CancellationToken cancellationToken) =>
        supplements.IssueAsync(requestId, new SupplementFacts { Recipients = facts }, cancellationToken);
}
