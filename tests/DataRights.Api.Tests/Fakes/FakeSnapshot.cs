using DataRights.Mapping;
using DataRights.Mapping.Expressions;
using DataRights.Sources;
using DataRights.Subjects;

namespace DataRights.Api.Tests.Fakes;

/// <summary>A view that can only be closed.</summary>
internal sealed class FakeSnapshot : IRowSnapshot
{
    public DateTimeOffset TakenAt => default;

    public Task<IReadOnlyList<Key>> MatchRootAsync(Collection root, string column, Identifier identifier, int limit, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<long> CountAsync(Footprint footprint, Collection collection, CancellationToken cancellationToken) => throw new NotSupportedException();

    public IAsyncEnumerable<Key> ValuesAsync(Footprint footprint, Collection collection, IReadOnlyList<string> columns, JoinTransform transform, Predicate? where, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IRowReader> ReadAsync(Footprint footprint, Collection collection, IReadOnlyList<string> columns, Key? from, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
