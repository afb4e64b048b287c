using DataRights.Deletion.Receipts;
using DataRights.Requests;
using DataRights.Subjects;

namespace DataRights.Deletion.Holds;

/// <summary>What holds keep, for the receipt: by collection, with the reasons and the first review date of the holds that it is kept by.</summary>
public sealed class HeldRowFacts(HoldBook book, ISealer sealer) : IReceiptFacts
{
    private readonly RequestSeals seals = new(sealer);

    public async Task<ReceiptFacts> OfAsync(RequestRecord request, CancellationToken cancellationToken)
    {
        var held = DeletionState.Of(request).HeldRows;
        if (held.Count == 0 || request.SealedRootKey is null)
        {
            return ReceiptFacts.None;
        }

        var parts = (await book.OfAsync(seals.OpenRoot(request), cancellationToken)).Parts;
        return new() { Held = [.. held.Select(h => Fact(h.Key, h.Value, parts))] };
    }

    private static HeldFact Fact(string collection, long rows, IReadOnlyList<HeldPart> parts)
    {
        // What no hold names is kept because a held row hangs on it.
        var own = parts.Where(p => p.Rows.Collection == collection).ToList();
        var because = own.Count > 0 ? own : parts;
        return new HeldFact(
            collection, rows, string.Join(", ", because.Select(p => p.Hold.Reason).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)),
            because.Count == 0 ? null : because.Min(p => p.Hold.ReviewBy));
    }
}
