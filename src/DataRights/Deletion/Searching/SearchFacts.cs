using DataRights.Deletion.Receipts;
using DataRights.Requests;

namespace DataRights.Deletion.Searching;

/// <summary>What the last deep search of a deletion found in other people's rows, and what it left out, for the receipt.</summary>
public sealed class SearchFacts : IReceiptFacts
{
    public Task<ReceiptFacts> OfAsync(RequestRecord request, CancellationToken cancellationToken) =>
        Task.FromResult(DeletionState.Of(request) is var state ? new ReceiptFacts { Mentions = state.Mentions, NotSearched = state.NotSearched } : ReceiptFacts.None);
}
