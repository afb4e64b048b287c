using DataRights.Mapping;
using DataRights.Mapping.Expressions;
using DataRights.Searching;
using DataRights.Sources;

namespace DataRights.Tests.Deletion.Searching;

/// <summary>A database with columns in which a search finds what it is told to.</summary>
internal sealed class SearchedSource(string name, params SearchedColumn[] columns) : IRowSource, IErasureSession
{
    public string Name { get; } = name;

    /// <summary>The columns that were searched, in order.</summary>
    public List<string> Searched { get; } = [];

    public async IAsyncEnumerable<SearchedColumn> SearchAsync(DeepSearch search, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var column in columns.Where(c => !search.Done.Any(d => d.Collection == c.Collection && d.Column == c.Column)))
        {
            await Task.CompletedTask;
            Searched.Add(column.Column);
            yield return column;
        }
    }

    public Task<IErasureSession> OpenErasureAsync(ErasureScope scope, CancellationToken cancellationToken) => Task.FromResult<IErasureSession>(this);

    public Task LoadAsync(IAsyncEnumerable<CapturedPage> pages, CancellationToken cancellationToken) => Task.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    public Task<SourceSchema> DescribeAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<long> CountUpToAsync(Collection collection, long most, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<BoundRows>> FindBoundAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task FenceAsync(string requestId, long epoch, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<RetainedOutcome> DeleteRetainedAsync(RetainedSweep sweep, IAsyncEnumerable<CapturedPage> pages, CancellationToken cancellationToken) => throw new NotSupportedException();

    public IAsyncEnumerable<RetainedPage> RetainedAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IRowSnapshot> OpenSnapshotAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task ForgetAsync(string requestId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<LocatedRows>> LocateAsync(Footprint footprint, CancellationToken cancellationToken) => throw new NotSupportedException();

    public IAsyncEnumerable<Key> ValuesAsync(Collection collection, IReadOnlyList<string> columns, JoinTransform transform, Predicate? where, CancellationToken cancellationToken) => throw new NotSupportedException();

    public IAsyncEnumerable<CapturedPage> PagesAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task NoteLateAsync(Footprint footprint, Func<int, CapturedPage, CancellationToken, Task> keepAsync, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<ErasureOutcome?> EraseAsync(Erasure erasure, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<Residue>> FindResidueAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<Residue>> FindArrivalsAsync(Footprint footprint, CancellationToken cancellationToken) => throw new NotSupportedException();
}
