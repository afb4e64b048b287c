using DataRights.Requests;
using DataRights.Sources;
using DataRights.Storage;

namespace DataRights.Deletion.Replay;

/// <summary>
/// Remembers, outside the databases, how far each had come by its own count. Written after the database: one that is ahead of
/// the memory was stopped in between, one that is behind was restored from a backup.
/// </summary>
public sealed class EpochMemory(IObjectStore store)
{
    /// <summary>Whoever loses this often meets a store that is not working, not company.</summary>
    private const int MostTries = 200;

    public async Task<DatabaseEpoch?> ReadAsync(string source, CancellationToken cancellationToken) =>
        (await LoadAsync(source, cancellationToken)).Known;

    /// <summary>Remembers a count that was reached. A further one stays, and so does one of another generation.</summary>
    public Task RaiseAsync(string source, DatabaseEpoch reached, CancellationToken cancellationToken) =>
        ChangeAsync(source, known => known is null || (reached.Follows(known) && reached != known) ? reached : known, cancellationToken);

    /// <summary>Remembers a count whatever was known: what happened to the database has been dealt with.</summary>
    public Task ReplaceAsync(string source, DatabaseEpoch epoch, CancellationToken cancellationToken) =>
        ChangeAsync(source, _ => epoch, cancellationToken);

    private async Task ChangeAsync(string source, Func<DatabaseEpoch?, DatabaseEpoch> change, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < MostTries; attempt++)
        {
            var (known, version) = await LoadAsync(source, cancellationToken);
            var next = change(known);
            if (next == known)
            {
                return;
            }

            var condition = version is null ? WriteCondition.IfAbsent : WriteCondition.IfVersion(version);
            if (await store.TryWriteAsync(ObjectNames.Epoch(source), StateJson.Write(EpochRecord.Of(next)), condition, cancellationToken) is not null)
            {
                return;
            }
        }

        throw new StoreException("epoch-contention", transient: true);
    }

    private async Task<(DatabaseEpoch? Known, string? Version)> LoadAsync(string source, CancellationToken cancellationToken)
    {
        var name = ObjectNames.Epoch(source);
        return await store.ReadAsync(name, cancellationToken) is { } stored
            ? (StateJson.Read<EpochRecord>(name, stored.Content, EpochRecord.CurrentSchema).ToEpoch(), stored.Version)
            : (null, null);
    }
}
