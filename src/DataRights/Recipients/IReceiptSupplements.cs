using DataRights.Deletion.Receipts;

namespace DataRights.Recipients;

/// <summary>Says, beside a receipt that was issued already, how its recipients stand now.</summary>
public interface IReceiptSupplements
{
    /// <summary>
    /// To be called when a recipient has confirmed or refused since the receipt. Idempotent for the same facts; may be called
    /// although the receipt says the same.
    /// </summary>
    /// <param name="requestId">The deletion; it has a receipt.</param>
    /// <param name="facts">Every recipient that was told, as it stands now.</param>
    /// <param name="cancellationToken">Stops before the write.</param>
    Task IssueAsync(string requestId, IReadOnlyList<RecipientFact> facts, CancellationToken cancellationToken);
}
