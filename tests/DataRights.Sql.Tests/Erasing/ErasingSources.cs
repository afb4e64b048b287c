using DataRights.Mapping;
using DataRights.Sources;

namespace DataRights.Sql.Tests.Erasing;

/// <summary>Whole erasures in one call, in a session of their own.</summary>
internal static class ErasingSources
{
    /// <summary>Erases without anything noted before, or with the pages of an earlier session.</summary>
    public static async Task<ErasureOutcome> EraseAsync(this IRowSource source, Erasure erasure, CancellationToken cancellationToken, IReadOnlyList<CapturedPage>? pages = null)
    {
        await using var session = await source.OpenErasureAsync(ScopeOf(source, erasure.Footprint), cancellationToken);
        if (pages is not null)
        {
            await session.LoadAsync(pages.ToAsyncEnumerable(), cancellationToken);
        }

        return (await session.EraseAsync(erasure, cancellationToken))!;
    }

    /// <summary>Locates, and gives what was located as pages.</summary>
    public static async Task<(IReadOnlyList<LocatedRows> Located, IReadOnlyList<CapturedPage> Pages)> CaptureAsync(this IRowSource source, Footprint footprint, CancellationToken cancellationToken)
    {
        await using var session = await source.OpenErasureAsync(ScopeOf(source, footprint), cancellationToken);
        var located = await session.LocateAsync(footprint, cancellationToken);
        return (located, await session.PagesAsync(cancellationToken).ToListAsync(cancellationToken));
    }

    /// <summary>What the rows of the pages have left, and what is the person's now.</summary>
    public static async Task<IReadOnlyList<Residue>> FindResidueAsync(this IRowSource source, Footprint footprint, IReadOnlyList<CapturedPage> pages, CancellationToken cancellationToken)
    {
        await using var session = await source.OpenErasureAsync(ScopeOf(source, footprint), cancellationToken);
        await session.LoadAsync(pages.ToAsyncEnumerable(), cancellationToken);
        return [.. await session.FindResidueAsync(cancellationToken), .. await session.FindArrivalsAsync(footprint, cancellationToken)];
    }

    public static ErasureScope ScopeOf(IRowSource source, Footprint footprint)
    {
        var graph = new MapGraph(footprint.Map);
        var root = footprint.Map.Collection(footprint.Root.Collection);
        return new ErasureScope(footprint.Map, graph.LeavesFirst([.. graph.Reachable(root).Where(c => c.Source == source.Name && !c.IsFiles)]));
    }
}
