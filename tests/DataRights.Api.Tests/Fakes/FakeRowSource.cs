using DataRights.Sources;

namespace DataRights.Api.Tests.Fakes;

/// <summary>Opens empty snapshots, or does as told first.</summary>
internal sealed class FakeRowSource : IRowSource
{
    private int opened;

    public string Name => "main";

    public Func<Task>? OnOpen { get; set; }

    public int Opened => opened;

    public Task<SourceSchema> DescribeAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public async Task<IRowSnapshot> OpenSnapshotAsync(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref opened);
        if (OnOpen is { } open)
        {
            await open();
        }

        return new FakeSnapshot();
    }

    public Task<long> CountUpToAsync(DataRights.Mapping.Collection collection, long most, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IErasureSession> OpenErasureAsync(ErasureScope scope, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task FenceAsync(string requestId, long epoch, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<RetainedOutcome> DeleteRetainedAsync(RetainedSweep sweep, IAsyncEnumerable<CapturedPage> pages, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task ForgetAsync(string requestId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
