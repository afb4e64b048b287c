using DataRights.Deletion.Receipts;
using DataRights.Storage;

namespace DataRights.Recipients;

/// <summary>How far the recipients of a deletion have been told, for receipts and views. Reads only; safe for concurrent use.</summary>
public sealed class RecipientBook(IObjectStore objects)
{
    private readonly RecipientStore store = new(objects);

    /// <summary>One fact for each recipient that this system tells, in the order of their sources' names; empty when there is none, and for exports.</summary>
    public async Task<IReadOnlyList<RecipientFact>> FactsAsync(string requestId, CancellationToken cancellationToken) =>
        [.. (await store.OfAsync(requestId, cancellationToken)).Select(s => s.Fact)];
}
