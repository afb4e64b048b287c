using System.Globalization;
using DataRights.Ledger;
using DataRights.Storage;

namespace DataRights.Requests.Pruning;

/// <summary>
/// Destroys what this system keeps of requests that ended long ago (<see cref="RequestOptions.RecordsKeptFor"/>): the record, its place
/// in the subject's history, its webhooks' state and the idempotency keys that name it. The record is the only thing that holds a ledger
/// reference beside a subject reference; without it nobody can tell from this system's state whose a ledger chain is, and the chain says so. A deletion
/// that failed after its first effect stays until it was retried to its end.
/// </summary>
public sealed class RecordPruning(RequestPorts ports) : IHousekeepingChore
{
    private readonly RequestStore store = new(ports.Objects);
    private readonly PruningPace pace = new(ports.Clock);

    public string Name => "record-pruning";

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (!pace.IsTime())
        {
            return;
        }

        var limit = ports.Clock.GetUtcNow() - ports.Options.RecordsKeptFor;
        foreach (var entry in await OldAsync(ObjectNames.Requests, limit, cancellationToken))
        {
            await pace.DoAsync(() => PruneAsync(RequestStore.IdOf(entry), limit, cancellationToken), cancellationToken);
        }

        foreach (var entry in await OldAsync(ObjectNames.Idempotency, limit, cancellationToken))
        {
            await pace.DoAsync(() => PruneKeyAsync(entry, cancellationToken), cancellationToken);
        }

        pace.End();
    }

    /// <summary>Only what was written before the limit can have ended before it, so nothing else is read.</summary>
    private async Task<List<ObjectEntry>> OldAsync(string prefix, DateTimeOffset limit, CancellationToken cancellationToken)
    {
        var old = new List<ObjectEntry>();
        await foreach (var entry in ports.Objects.ListAsync(prefix, cancellationToken))
        {
            if (entry.Modified <= limit)
            {
                old.Add(entry);
            }
        }

        return old;
    }

    private async Task PruneAsync(string id, DateTimeOffset limit, CancellationToken cancellationToken)
    {
        if (await store.ReadAsync(id, cancellationToken) is not { } stored || !IsPast(stored.Record, limit))
        {
            return;
        }

        // The record goes last: as long as it is there, a round that was cut short is done again.
        var record = stored.Record;
        if (record.SubjectReference is { } subject)
        {
            await ports.Objects.DeleteAsync(ObjectNames.HistoryOf(subject, id), WriteCondition.None, cancellationToken);
        }

        await ports.Objects.DeleteAsync(ObjectNames.Webhook(id), WriteCondition.None, cancellationToken);
        var facts = new Dictionary<string, string> { ["ended"] = record.Ended!.Value.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) };
        await ports.Ledger.AppendAsync(record.LedgerReference, "mapping-destroyed", LedgerCodes.MappingDestroyed, facts, cancellationToken);
        await ports.Ledger.AnchorAsync(record.LedgerReference, cancellationToken);
        await store.TryDeleteAsync(stored, cancellationToken);
    }

    private static bool IsPast(RequestRecord record, DateTimeOffset limit) =>
        !record.IsOpen && record.Ended <= limit
        && record.Archive is (null or { Destroyed: not null })
        && !(record is { Status: RequestStatus.Failed, Kind: RequestKind.Deletion, EffectsBegan: not null });

    /// <summary>A key is of use as long as there is the request that it stands for.</summary>
    private async Task PruneKeyAsync(ObjectEntry entry, CancellationToken cancellationToken)
    {
        if (await ports.Objects.ReadAsync(entry.Name, cancellationToken) is { } stored
            && StateJson.Read<IdempotencyEntry>(entry.Name, stored.Content, IdempotencyEntry.CurrentSchema) is var key
            && await store.ReadAsync(key.RequestId, cancellationToken) is null)
        {
            await ports.Objects.DeleteAsync(entry.Name, WriteCondition.IfVersion(stored.Version), cancellationToken);
        }
    }
}
