using DataRights.Mapping;
using DataRights.Sources;

namespace DataRights.Deletion.Approving;

/// <summary>
/// Says what of a deletion an operator must approve. Reads the rows that can protect the person, and counts of a table no more
/// rows than are needed to know the person's share: none where the person has few.
/// </summary>
internal sealed class ApprovalCheck(DataMap map, SourceSet sources)
{
    private readonly MapGraph graph = new(map);

    /// <param name="footprint">Who is to be deleted.</param>
    /// <param name="counts">What is the person's, by collection.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<IReadOnlyList<ApprovalReason>> FindAsync(Footprint footprint, IReadOnlyDictionary<string, long> counts, CancellationToken cancellationToken) =>
        [.. await ProtectedAsync(footprint, cancellationToken), .. await CapsAsync(counts, counts, cancellationToken)];

    /// <param name="taken">All that the deletion takes, by collection.</param>
    /// <param name="present">What of it is still in its table.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<IReadOnlyList<ApprovalReason>> CapsAsync(IReadOnlyDictionary<string, long> taken, IReadOnlyDictionary<string, long> present, CancellationToken cancellationToken)
    {
        var reasons = new List<ApprovalReason>();
        foreach (var collection in map.Collections.Where(c => taken.GetValueOrDefault(c.Name) > 0))
        {
            var cap = map.Caps.Of(collection);
            var (count, most) = (taken[collection.Name], collection.IsFiles ? cap.Files : cap.Rows);
            if (count > most)
            {
                reasons.Add(collection.IsFiles ? ApprovalSentences.Files(collection, count, most) : ApprovalSentences.Rows(collection, count, most));
            }

            if (!collection.IsFiles && await ShareAsync(collection, present.GetValueOrDefault(collection.Name), cap, cancellationToken) is { } share)
            {
                reasons.Add(share);
            }
        }

        var rows = map.Collections.Where(c => !c.IsFiles).Sum(c => taken.GetValueOrDefault(c.Name));
        var files = map.Collections.Where(c => c.IsFiles).Sum(c => taken.GetValueOrDefault(c.Name));
        return
        [
            .. reasons,
            .. rows > map.Caps.TotalRows ? [ApprovalSentences.TotalRows(rows, map.Caps.TotalRows)] : (ApprovalReason[])[],
            .. files > map.Caps.TotalFiles ? [ApprovalSentences.TotalFiles(files, map.Caps.TotalFiles)] : (ApprovalReason[])[],
        ];
    }

    /// <summary>
    /// The rows are too large a share of a table of fewer than <c>rows × 100 / share</c> rows: counting that far tells, and says
    /// how large a table is that is smaller. One that is too small to be asked about is not read.
    /// </summary>
    private async Task<ApprovalReason?> ShareAsync(Collection collection, long rows, CapLimits cap, CancellationToken cancellationToken)
    {
        var enough = ((rows * 100) + cap.Share - 1) / cap.Share;
        if (enough <= cap.OfAtLeast || cap.Share == 100)
        {
            return null;
        }

        var size = await sources.Rows(collection.Source).CountUpToAsync(collection, enough, cancellationToken);
        return size < cap.OfAtLeast || size >= enough ? null : ApprovalSentences.Share(collection, rows, size, cap.Share);
    }

    private async Task<IReadOnlyList<ApprovalReason>> ProtectedAsync(Footprint footprint, CancellationToken cancellationToken)
    {
        var reasons = new List<ApprovalReason>();
        foreach (var collection in graph.Reachable(map.Collection(footprint.Root.Collection)).Where(c => c.Protected is not null))
        {
            await using var snapshot = await sources.Rows(collection.Source).OpenSnapshotAsync(cancellationToken);
            var rows = await snapshot.ValuesAsync(footprint, collection, collection.Key, JoinTransform.None, collection.Protected, cancellationToken).LongCountAsync(cancellationToken);
            if (rows > 0)
            {
                reasons.Add(ApprovalSentences.Protected(collection, rows));
            }
        }

        return reasons;
    }
}
