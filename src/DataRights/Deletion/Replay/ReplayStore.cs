using DataRights.Requests;
using DataRights.Storage;

namespace DataRights.Deletion.Replay;

/// <summary>Keeps replays in the object store; every write is conditional on what was read.</summary>
internal sealed class ReplayStore(IObjectStore store)
{
    /// <summary>The newest replay of that order, with its version; null when there is none.</summary>
    public async Task<(ReplayRecord Record, string Version)?> NewestAsync(ReplayOrder order, CancellationToken cancellationToken)
    {
        (ReplayRecord, string)? newest = null;
        await foreach (var entry in store.ListAsync(ObjectNames.Replays, cancellationToken))
        {
            if (await store.ReadAsync(entry.Name, cancellationToken) is { } stored
                && StateJson.Read<ReplayRecord>(entry.Name, stored.Content, ReplayRecord.CurrentSchema) is var record
                && record.Order == order)
            {
                // Their ids sort by time.
                newest = (record, stored.Version);
            }
        }

        return newest;
    }

    /// <exception cref="StoreException">Code <c>replay-contention</c> (transient): another call goes on with the same replay.</exception>
    public async Task<string> WriteAsync(ReplayRecord record, string? version, CancellationToken cancellationToken) =>
        await store.TryWriteAsync(ObjectNames.Replay(record.Id), StateJson.Write(record), version is null ? WriteCondition.IfAbsent : WriteCondition.IfVersion(version), cancellationToken)
        ?? throw new StoreException("replay-contention", transient: true);
}
