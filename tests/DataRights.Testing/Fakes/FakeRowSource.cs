using DataRights.Sources;

namespace DataRights.Testing.Fakes;

/// <summary>A database of one subject's rows. Reads only.</summary>
public sealed class FakeRowSource(string name, TimeProvider time, params FakeTable[] tables) : IRowSource
{
    public string Name { get; } = name;

    /// <summary>Thrown by <see cref="OpenSnapshotAsync"/> when set.</summary>
    public SourceException? Failure { get; set; }

    /// <summary>Thrown where a snapshot is asked for values when set.</summary>
    public SourceException? ValuesFailure { get; set; }

    /// <summary>What a sample of other people's identifiers gives.</summary>
    public IReadOnlyList<string> Others { get; set; } = [];

    public int OpenSnapshots { get; internal set; }

    internal IReadOnlyList<FakeTable> Tables { get; } = tables;

    public Task<SourceSchema> DescribeAsync(CancellationToken cancellationToken) =>
        Task.FromResult(new SourceSchema([.. Tables.Select(t => t.Schema)]));

    public Task<IRowSnapshot> OpenSnapshotAsync(CancellationToken cancellationToken)
    {
        if (Failure is not null)
        {
            throw Failure;
        }

        OpenSnapshots++;
        return Task.FromResult<IRowSnapshot>(new FakeRowSnapshot(this, time.GetUtcNow()));
    }

    public Task<long> CountUpToAsync(DataRights.Mapping.Collection collection, long most, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IErasureSession> OpenErasureAsync(ErasureScope scope, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task FenceAsync(string requestId, long epoch, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<RetainedOutcome> DeleteRetainedAsync(RetainedSweep sweep, IAsyncEnumerable<CapturedPage> pages, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task ForgetAsync(string requestId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
