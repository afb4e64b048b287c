using DataRights.Mapping;
using DataRights.Sources;
using DataRights.Sql;
using DataRights.Testing;

namespace DataRights.EndToEnd.Tests.Crashing;

/// <summary>
/// A database whose effects are counted with those of a process's store. Footprints are treated in small batches, and each
/// batch is an effect.
/// </summary>
public sealed class CountedRows(FaultInjectingObjectStore faults, SqlSource inner, Func<Task> erasing, Func<Task> erased) : IRowSource, IRestoreGuard
{
    private const int AtOnce = 10;
    private const int BatchRows = 8;

    public string Name => inner.Name;

    public Task<SourceSchema> DescribeAsync(CancellationToken cancellationToken) => Alive().DescribeAsync(cancellationToken);

    public Task<SourceSchema> DescribeForAsync(DataMap map, CancellationToken cancellationToken) => Alive().DescribeForAsync(map, cancellationToken);

    public Task<long> CountUpToAsync(Collection collection, long most, CancellationToken cancellationToken) => Alive().CountUpToAsync(collection, most, cancellationToken);

    public Task<IRowSnapshot> OpenSnapshotAsync(CancellationToken cancellationToken) => Alive().OpenSnapshotAsync(cancellationToken);

    public async Task<IErasureSession> OpenErasureAsync(ErasureScope scope, CancellationToken cancellationToken) =>
        new CountedSession(this, await Alive().OpenErasureAsync(scope, cancellationToken));

    public Task ForgetAsync(string requestId, CancellationToken cancellationToken) => faults.ElsewhereAsync("forget", Name, async () =>
    {
        await inner.ForgetAsync(requestId, cancellationToken);
        return true;
    });

    public Task FenceAsync(string requestId, long epoch, CancellationToken cancellationToken) => faults.ElsewhereAsync("fence", Name, async () =>
    {
        await inner.FenceAsync(requestId, epoch, cancellationToken);
        return true;
    });

    public Task<RetainedOutcome> DeleteRetainedAsync(RetainedSweep sweep, IAsyncEnumerable<CapturedPage> pages, CancellationToken cancellationToken) =>
        faults.ElsewhereAsync("retained", Name, () => inner.DeleteRetainedAsync(sweep, pages, cancellationToken));

    public Task<DatabaseEpoch?> ReadEpochAsync(CancellationToken cancellationToken) => Alive().ReadEpochAsync(cancellationToken);

    public Task<DatabaseEpoch?> AdvanceEpochAsync(DatabaseEpoch? known, CancellationToken cancellationToken) =>
        faults.ElsewhereAsync("advance", Name, () => inner.AdvanceEpochAsync(known, cancellationToken));

    public Task<DatabaseEpoch> StartEpochsAsync(string generation, CancellationToken cancellationToken) =>
        faults.ElsewhereAsync("start-epochs", Name, () => inner.StartEpochsAsync(generation, cancellationToken));

    // The process's own end disposes of the database.
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    internal Task<ErasureOutcome?> EraseAsync(IErasureSession session, Erasure erasure, CancellationToken cancellationToken) => faults.ElsewhereAsync("erase", Name, async () =>
    {
        var outcome = await session.EraseAsync(
            erasure with
            {
                AtOnce = AtOnce,
                BatchRows = BatchRows,
                BeforeBatchAsync = token => faults.ElsewhereAsync("batch", Name, async () =>
                {
                    await erasing();
                    await erasure.BeforeBatchAsync(token);
                    return true;
                }),
            },
            cancellationToken);
        if (outcome is not null)
        {
            await erased();
        }

        return outcome;
    });

    private SqlSource Alive()
    {
        faults.EnsureAlive();
        return inner;
    }
}
