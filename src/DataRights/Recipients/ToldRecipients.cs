using DataRights.Deletion.Receipts;
using DataRights.Requests;

namespace DataRights.Recipients;

/// <summary>How far each recipient is, for the receipt.</summary>
public sealed class ToldRecipients(RecipientBook book) : IReceiptFacts
{
    public async Task<ReceiptFacts> OfAsync(RequestRecord request, CancellationToken cancellationToken) =>
        new() { Recipients = await book.FactsAsync(request.Id, cancellationToken) };
}
