using System.Runtime.CompilerServices;
using DataRights.Mapping;
using DataRights.Mapping.Expressions;
using DataRights.Sources;
using DataRights.Subjects;

namespace DataRights.Tests.Subjects;

/// <summary>Root rows in memory and who owns whom: as much of a source as finding a subject needs.</summary>
internal sealed class IdentifyingPeople : IFootprintLocator
{
    private readonly List<(string Collection, Key Key, Dictionary<string, string> Values)> rows = [];
    private readonly List<(RootKey Owner, string Collection, Key Key)> owned = [];

    public int Opened { get; private set; }

    public int Closed { get; private set; }

    public SourceSet Sources => new([new Source(this)], [], []);

    public void Add(string collection, Key key, params (string Column, string Value)[] values) =>
        rows.Add((collection, key, values.ToDictionary(v => v.Column, v => v.Value)));

    public void Own(RootKey owner, string collection, Key key) => owned.Add((owner, collection, key));

    public Task<Footprint> LocateAsync(RootKey root, IReadOnlyDictionary<string, IRowSnapshot> snapshots, CancellationToken cancellationToken) =>
        Task.FromResult(new Footprint(Requests.TestMap.Create(), root, new Dictionary<EdgeId, IReadOnlyCollection<Key>>()));

    public IReadOnlyList<FileQuery> Files(Footprint footprint, Collection collection) => throw new NotSupportedException();

    private sealed class Source(IdentifyingPeople people) : IRowSource
    {
        public string Name => "main";

        public Task<IRowSnapshot> OpenSnapshotAsync(CancellationToken cancellationToken)
        {
            people.Opened++;
            return Task.FromResult<IRowSnapshot>(new Snapshot(people));
        }

        public Task<SourceSchema> DescribeAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<long> CountUpToAsync(Collection collection, long most, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IErasureSession> OpenErasureAsync(ErasureScope scope, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task FenceAsync(string requestId, long epoch, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task<RetainedOutcome> DeleteRetainedAsync(RetainedSweep sweep, IAsyncEnumerable<CapturedPage> pages, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task ForgetAsync(string requestId, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private sealed class Snapshot(IdentifyingPeople people) : IRowSnapshot
    {
        public DateTimeOffset TakenAt => DateTimeOffset.UnixEpoch;

        public Task<IReadOnlyList<Key>> MatchRootAsync(Collection root, string column, Identifier identifier, int limit, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<Key>>([.. people.rows
                .Where(r => r.Collection == root.Name && r.Values.GetValueOrDefault(column) == identifier.Value)
                .Select(r => r.Key).Distinct().Take(limit)]);

        public async IAsyncEnumerable<Key> ValuesAsync(Footprint footprint, Collection collection, IReadOnlyList<string> columns,
            JoinTransform transform, Predicate? where, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await Task.Yield();
            foreach (var row in people.owned.Where(o => o.Owner == footprint.Root && o.Collection == collection.Name))
            {
                yield return row.Key;
            }
        }

        public Task<long> CountAsync(Footprint footprint, Collection collection, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IRowReader> ReadAsync(Footprint footprint, Collection collection, IReadOnlyList<string> columns, Key? from, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public ValueTask DisposeAsync()
        {
            people.Closed++;
            return ValueTask.CompletedTask;
        }
    }
}
