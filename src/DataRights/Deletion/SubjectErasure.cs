using DataRights.Mapping;
using DataRights.Sources;
using DataRights.Subjects;

namespace DataRights.Deletion;

/// <summary>
/// One run's erasure sessions on every database that can hold rows of a subject, opened when they are needed and closed
/// together. Not safe for concurrent use.
/// </summary>
internal sealed class SubjectErasure : IAsyncDisposable
{
    private readonly DataMap map;
    private readonly SourceSet sources;
    private readonly RootKey root;
    private readonly Dictionary<string, IErasureSession> sessions = [];
    private readonly HashSet<string> noted = [];

    public SubjectErasure(DataMap map, SourceSet sources, RootKey root, IReadOnlyList<HeldRows>? held = null)
    {
        (this.map, this.sources, this.root) = (map, sources, root);
        Order = new ErasureOrder(map, map.Collection(root.Collection));
        Held = held ?? [];
    }

    public ErasureOrder Order { get; }

    public IReadOnlyList<HeldRows> Held { get; }

    /// <summary>What this run has located; null before it did.</summary>
    public LocatedSubject? Located { get; private set; }

    /// <summary>
    /// Locates in all databases, each once more when another yields values that lead into it. A database whose rows hang on
    /// nobody else's is located after those.
    /// </summary>
    public async Task<LocatedSubject> LocateAsync(Footprint? known, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, IReadOnlyList<LocatedRows>>();
        var entries = Entries();
        if (known is not null)
        {
            entries.Add(known);
        }

        await VisitAsync(entries, async source => found[source] = await (await SessionAsync(source, cancellationToken)).LocateAsync(entries.Footprint, cancellationToken), cancellationToken);
        noted.UnionWith(found.Keys);
        return Located = new LocatedSubject(entries.Footprint, [.. Order.Sources.SelectMany(s => found[s.Source])]);
    }

    /// <summary>
    /// Has every session note what is new, in all databases as <see cref="LocateAsync"/> does; returns the footprint with what
    /// was known of it before.
    /// </summary>
    public async Task<Footprint> VisitAsync(Footprint known, Func<string, Footprint, Task> visit, CancellationToken cancellationToken)
    {
        var entries = Entries();
        entries.Add(known);
        await VisitAsync(entries, source => visit(source, entries.Footprint), cancellationToken);
        return entries.Footprint;
    }

    private FootprintEntries Entries()
    {
        var graph = new MapGraph(map);
        var reachable = graph.Reachable(map.Collection(root.Collection)).Select(c => c.Name).ToHashSet();
        return new FootprintEntries(map, root, [.. graph.Edges.Where(e => e.CrossesSources && reachable.Contains(e.Parent.Name) && !e.Parent.IsFiles)]);
    }

    private async Task VisitAsync(FootprintEntries entries, Func<string, Task> visit, CancellationToken cancellationToken)
    {
        var stale = Order.Sources.Select(s => s.Source).Reverse().ToList();
        while (stale.Count > 0)
        {
            var source = stale[0];
            stale.RemoveAt(0);
            await visit(source);
            var session = await SessionAsync(source, cancellationToken);
            foreach (var edge in entries.Crossing.Where(e => e.Parent.Source == source))
            {
                var values = session.ValuesAsync(edge.Parent, edge.ParentColumns, edge.Compare, edge.Reference?.ToWhere, cancellationToken);
                if (await entries.AddAsync(edge, values, cancellationToken) && !edge.Child.IsFiles && !stale.Contains(edge.Child.Source))
                {
                    stale.Add(edge.Child.Source);
                }
            }
        }
    }

    /// <summary>Located rows that others have a part in, and that cannot be let go of.</summary>
    public async Task<IReadOnlyList<BoundRows>> BoundAsync(CancellationToken cancellationToken)
    {
        var bound = new List<BoundRows>();
        foreach (var (source, _) in Order.Sources)
        {
            bound.AddRange(await (await SessionAsync(source, cancellationToken)).FindBoundAsync(cancellationToken));
        }

        return bound;
    }

    /// <summary>What was located, as pages, source by source.</summary>
    public async IAsyncEnumerable<(string Source, CapturedPage Page)> PagesAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var (source, _) in Order.Sources)
        {
            await foreach (var page in (await SessionAsync(source, cancellationToken)).PagesAsync(cancellationToken))
            {
                yield return (source, page);
            }
        }
    }

    /// <summary>The source's session with the rows noted: as this run located them, or out of the pages.</summary>
    public async Task<IErasureSession> NotedAsync(string source, IAsyncEnumerable<CapturedPage> pages, CancellationToken cancellationToken)
    {
        var session = await SessionAsync(source, cancellationToken);
        if (noted.Add(source))
        {
            await session.LoadAsync(pages, cancellationToken);
        }

        return session;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var session in sessions.Values)
        {
            await session.DisposeAsync();
        }
    }

    private async Task<IErasureSession> SessionAsync(string source, CancellationToken cancellationToken)
    {
        if (!sessions.TryGetValue(source, out var session))
        {
            var order = Order.Sources.First(s => s.Source == source).Groups;
            session = sessions[source] = await sources.Rows(source).OpenErasureAsync(new ErasureScope(map, order) { Held = Held }, cancellationToken);
        }

        return session;
    }
}
