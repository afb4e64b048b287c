using System.Globalization;
using System.Runtime.CompilerServices;
using DataRights.Mapping;
using DataRights.Mapping.Expressions;
using DataRights.Sources;
using DataRights.Subjects;

namespace DataRights.Testing.Fakes;

/// <summary>A view of a <see cref="FakeRowSource"/>; every row belongs to whoever asks. Refuses a second reader while one is open.</summary>
public sealed class FakeRowSnapshot(FakeRowSource source, DateTimeOffset takenAt) : IRowSnapshot
{
    private FakeRowReader? open;

    public DateTimeOffset TakenAt { get; } = takenAt;

    public Task<IRowReader> ReadAsync(Footprint footprint, Collection collection, IReadOnlyList<string> columns, Key? from, CancellationToken cancellationToken)
    {
        if (open is { IsDisposed: false })
        {
            throw new InvalidOperationException("A snapshot serves one reader at a time.");
        }

        open = new FakeRowReader(source.Tables.Single(t => t.Schema.Name == SourceSchema.Normalize(collection.From)), columns, from);
        return Task.FromResult<IRowReader>(open);
    }

    public Task<long> CountAsync(Footprint footprint, Collection collection, CancellationToken cancellationToken) =>
        Task.FromResult(source.Tables.Single(t => t.Schema.Name == SourceSchema.Normalize(collection.From)).Rows.LongCount());

    public Task<IReadOnlyList<Key>> MatchRootAsync(Collection root, string column, Identifier identifier, int limit, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    /// <summary>Knows neither transforms nor conditions.</summary>
    public async IAsyncEnumerable<Key> ValuesAsync(Footprint footprint, Collection collection, IReadOnlyList<string> columns, JoinTransform transform, Predicate? where,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.Yield();
        cancellationToken.ThrowIfCancellationRequested();
        if (source.ValuesFailure is not null)
        {
            throw source.ValuesFailure;
        }

        var table = source.Tables.Single(t => t.Schema.Name == SourceSchema.Normalize(collection.From));
        int[] ordinals = [.. columns.Select(c => table.Schema.Columns.ToList().FindIndex(s => s.Name == c))];
        foreach (var key in table.Rows.Where(r => ordinals.All(o => r[o] is not null)).Select(r => new Key([.. ordinals.Select(o => Convert.ToString(r[o], CultureInfo.InvariantCulture)!)])).Distinct())
        {
            yield return key;
        }
    }

    public async IAsyncEnumerable<string> SampleOthersAsync(Footprint footprint, Collection root, string column, int most, string salt, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.Yield();
        foreach (var value in source.Others.Take(most))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return value;
        }
    }

    public ValueTask DisposeAsync()
    {
        source.OpenSnapshots--;
        return ValueTask.CompletedTask;
    }
}
