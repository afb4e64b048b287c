using DataRights.Mapping;
using DataRights.Mapping.Expressions;
using DataRights.Searching;
using DataRights.Sources;

namespace DataRights.EndToEnd.Tests.Crashing;

/// <summary>A session of a <see cref="CountedRows"/>.</summary>
internal sealed class CountedSession(CountedRows rows, IErasureSession inner) : IErasureSession
{
    public Task<IReadOnlyList<LocatedRows>> LocateAsync(Footprint footprint, CancellationToken cancellationToken) => inner.LocateAsync(footprint, cancellationToken);

    public Task<IReadOnlyList<BoundRows>> FindBoundAsync(CancellationToken cancellationToken) => inner.FindBoundAsync(cancellationToken);

    public IAsyncEnumerable<Key> ValuesAsync(Collection collection, IReadOnlyList<string> columns, JoinTransform transform, Predicate? where, CancellationToken cancellationToken) =>
        inner.ValuesAsync(collection, columns, transform, where, cancellationToken);

    public IAsyncEnumerable<CapturedPage> PagesAsync(CancellationToken cancellationToken) => inner.PagesAsync(cancellationToken);

    public IAsyncEnumerable<RetainedPage> RetainedAsync(CancellationToken cancellationToken) => inner.RetainedAsync(cancellationToken);

    public Task LoadAsync(IAsyncEnumerable<CapturedPage> pages, CancellationToken cancellationToken) => inner.LoadAsync(pages, cancellationToken);

    public Task NoteLateAsync(Footprint footprint, Func<int, CapturedPage, CancellationToken, Task> keepAsync, CancellationToken cancellationToken) =>
        inner.NoteLateAsync(footprint, keepAsync, cancellationToken);

    public Task<ErasureOutcome?> EraseAsync(Erasure erasure, CancellationToken cancellationToken) => rows.EraseAsync(inner, erasure, cancellationToken);

    public Task<IReadOnlyList<Residue>> FindResidueAsync(CancellationToken cancellationToken) => inner.FindResidueAsync(cancellationToken);

    public Task<IReadOnlyList<Residue>> FindArrivalsAsync(Footprint footprint, CancellationToken cancellationToken) => inner.FindArrivalsAsync(footprint, cancellationToken);

    public IAsyncEnumerable<SearchedColumn> SearchAsync(DeepSearch search, CancellationToken cancellationToken) => inner.SearchAsync(search, cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
