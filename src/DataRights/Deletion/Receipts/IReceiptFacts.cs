using DataRights.Requests;

namespace DataRights.Deletion.Receipts;

/// <summary>
/// Contributes to receipts. Any number may be registered; each says what it knows of the deletion at the moment its receipt is made,
/// and nothing of what it does not know. Asked again after a crash; it must not have effects.
/// </summary>
public interface IReceiptFacts
{
    Task<ReceiptFacts> OfAsync(RequestRecord request, CancellationToken cancellationToken);
}
