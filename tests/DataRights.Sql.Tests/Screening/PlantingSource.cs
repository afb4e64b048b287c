using DataRights.Mapping;
using DataRights.Mapping.Expressions;
using DataRights.Sources;
using DataRights.Subjects;

namespace DataRights.Sql.Tests.Screening;

/// <summary>A source with a wrong join: it adds another person's rows to those of one collection.</summary>
internal sealed class PlantingSource(IRowSource source, string collection, Key other) : IRowSource
{
    public string Name => source.Name;

    public Task<SourceSchema> DescribeAsync(CancellationToken cancellationToken) => source.DescribeAsync(cancellationToken);

    public Task<long> CountUpToAsync(Collection counted, long most, CancellationToken cancellationToken) => source.CountUpToAsync(counted, most, cancellationToken);

    public async Task<IRowSnapshot> OpenSnapshotAsync(CancellationToken cancellationToken) => new Snapshot(await source.OpenSnapshotAsync(cancellationToken), collection, other);

    public Task<IErasureSession> OpenErasureAsync(ErasureScope scope, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task FenceAsync(string requestId, long epoch, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<RetainedOutcome> DeleteRetainedAsync(RetainedSweep sweep, IAsyncEnumerable<CapturedPage> pages, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task ForgetAsync(string requestId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private sealed class Snapshot(IRowSnapshot snapshot, string collection, Key other) : IRowSnapshot
    {
        public DateTimeOffset TakenAt => snapshot.TakenAt;

        public Task<IReadOnlyList<Key>> MatchRootAsync(Collection root, string column, Identifier identifier, int limit, CancellationToken cancellationToken) =>
            snapshot.MatchRootAsync(root, column, identifier, limit, cancellationToken);

        public Task<long> CountAsync(Footprint footprint, Collection counted, CancellationToken cancellationToken) => snapshot.CountAsync(footprint, counted, cancellationToken);

        public Task<long> CountWithheldAsync(Footprint footprint, Collection counted, CancellationToken cancellationToken) => snapshot.CountWithheldAsync(footprint, counted, cancellationToken);

        public IAsyncEnumerable<Key> ValuesAsync(Footprint footprint, Collection read, IReadOnlyList<string> columns, JoinTransform transform, Predicate? where, CancellationToken cancellationToken) =>
            snapshot.ValuesAsync(footprint, read, columns, transform, where, cancellationToken);

        public async Task<IRowReader> ReadAsync(Footprint footprint, Collection read, IReadOnlyList<string> columns, Key? from, CancellationToken cancellationToken)
        {
            var own = await snapshot.ReadAsync(footprint, read, columns, from, cancellationToken);
            if (read.Name != collection)
            {
                return own;
            }

            var others = footprint with { Root = new RootKey(footprint.Root.Collection, other) };
            return new Reader(own, () => snapshot.ReadAsync(others, read, columns, null, cancellationToken));
        }

        public ValueTask DisposeAsync() => snapshot.DisposeAsync();
    }

    private sealed class Reader(IRowReader first, Func<Task<IRowReader>> next) : IRowReader
    {
        private IRowReader reader = first;
        private bool isNext;

        public IReadOnlyList<ColumnSchema> Columns => reader.Columns;

        public Key? Position => reader.Position;

        public async Task<bool> ReadAsync(CancellationToken cancellationToken)
        {
            if (await reader.ReadAsync(cancellationToken))
            {
                return true;
            }

            if (isNext)
            {
                return false;
            }

            await reader.DisposeAsync();
            (reader, isNext) = (await next(), true);
            return await reader.ReadAsync(cancellationToken);
        }

        public void Write(int ordinal, IValueWriter writer) => reader.Write(ordinal, writer);

        public ValueTask DisposeAsync() => reader.DisposeAsync();
    }
}
