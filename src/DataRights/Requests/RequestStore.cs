using System.Runtime.CompilerServices;
using DataRights.Storage;
using DataRights.Telemetry;

namespace DataRights.Requests;

/// <summary>
/// Keeps request records in the object store. Every write is conditional. A record that cannot be read raises
/// <see cref="RequestCorruptException"/>; it is never taken for missing. The announcer, when there is one, hears of each
/// write that added a transition. Safe for concurrent use.
/// </summary>
public sealed class RequestStore(IObjectStore objects, IRequestAnnouncer? announcer = null)
{
    private const string Extension = ".json";

    /// <summary>The record, or null when there is none or the id is no request id at all.</summary>
    public async Task<StoredRequest?> ReadAsync(string id, CancellationToken cancellationToken)
    {
        if (!IsId(id))
        {
            return null;
        }

        var name = ObjectNames.Request(id);
        if (await objects.ReadAsync(name, cancellationToken) is not { } stored)
        {
            return null;
        }

        var record = StateJson.Read<RequestRecord>(name, stored.Content, RequestRecord.CurrentSchema);
        return record.Id == id
            ? new StoredRequest(record, stored.Version)
            : throw new RequestCorruptException(name, "it holds the record of another request");
    }

    /// <summary>Writes a new record; null when there is one with its id.</summary>
    public Task<StoredRequest?> TryCreateAsync(RequestRecord record, CancellationToken cancellationToken) =>
        WriteAsync(record, WriteCondition.IfAbsent, cancellationToken);

    /// <summary>Replaces the record as read; null when it has been written or deleted since.</summary>
    public async Task<StoredRequest?> TryUpdateAsync(StoredRequest read, RequestRecord next, CancellationToken cancellationToken)
    {
        var written = await WriteAsync(next, WriteCondition.IfVersion(read.Version), cancellationToken);
        if (written is not null)
        {
            RequestMeter.Changed(read.Record, next);
        }

        if (written is not null && announcer is not null && next.Announced && next.Transitions.Count > read.Record.Transitions.Count)
        {
            await announcer.AnnounceAsync(next, cancellationToken);
        }

        return written;
    }

    /// <summary>Deletes the record as read; false when it has been written or deleted since.</summary>
    public Task<bool> TryDeleteAsync(StoredRequest read, CancellationToken cancellationToken) =>
        objects.DeleteAsync(ObjectNames.Request(read.Record.Id), WriteCondition.IfVersion(read.Version), cancellationToken);

    /// <summary>
    /// Records, newest first by id (UUID version 7), at most <paramref name="limit"/>, below <paramref name="before"/>.
    /// Lists all names to find the newest; reads only what it needs.
    /// </summary>
    public async Task<IReadOnlyList<RequestRecord>> ListAsync(RequestStatus? status, string? before, int limit, CancellationToken cancellationToken)
    {
        var ids = new List<string>();
        await foreach (var entry in EntriesAsync(cancellationToken))
        {
            ids.Add(IdOf(entry));
        }

        var records = new List<RequestRecord>();
        foreach (var id in ids.Where(id => before is null || string.CompareOrdinal(id, before) < 0).OrderDescending(StringComparer.Ordinal))
        {
            if (records.Count >= limit)
            {
                break;
            }

            if (await ReadAsync(id, cancellationToken) is { } stored && (status is null || stored.Record.Status == status))
            {
                records.Add(stored.Record);
            }
        }

        return records;
    }

    /// <summary>The objects that hold records, oldest first.</summary>
    internal async IAsyncEnumerable<ObjectEntry> EntriesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var entry in objects.ListAsync(ObjectNames.Requests, cancellationToken))
        {
            yield return entry;
        }
    }

    internal static string IdOf(ObjectEntry entry)
    {
        var id = entry.Name[ObjectNames.Requests.Length..];
        id = id.EndsWith(Extension, StringComparison.Ordinal) ? id[..^Extension.Length] : id;
        return IsId(id) ? id : throw new RequestCorruptException(entry.Name, "its name is no request's");
    }

    private static bool IsId(string id) => Guid.TryParseExact(id, "D", out var uuid) && uuid.ToString("D") == id;

    private async Task<StoredRequest?> WriteAsync(RequestRecord record, WriteCondition condition, CancellationToken cancellationToken)
    {
        var version = await objects.TryWriteAsync(ObjectNames.Request(record.Id), StateJson.Write(record), condition, cancellationToken);
        return version is null ? null : new StoredRequest(record, version);
    }
}
