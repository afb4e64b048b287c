using DataRights.Storage;

namespace DataRights.Requests;

/// <summary>
/// What housekeeping remembers of records while the process lives, by object version: a record that has not changed and has
/// nothing due is not read again. Of an open one it keeps what is counted, without anything sealed. Safe for concurrent use.
/// </summary>
internal sealed class RecordMemory(RequestOptions options)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    private readonly Dictionary<string, Remembered> known = new(StringComparer.Ordinal);
    private readonly Lock gate = new();

    /// <summary>True when nothing need be done about the object; the record is there when its request is open.</summary>
    public bool IsQuiet(ObjectEntry entry, DateTimeOffset now, out RequestRecord? open)
    {
        lock (gate)
        {
            open = null;
            if (!known.TryGetValue(entry.Name, out var found) || found.Version != entry.Version)
            {
                return false;
            }

            open = found.Open;
            return now < found.Due;
        }
    }

    /// <summary>Whether the request was open when it was last looked at.</summary>
    public bool IsOpen(string requestId)
    {
        lock (gate)
        {
            return known.TryGetValue(ObjectNames.Request(requestId), out var found) && found.Open is not null;
        }
    }

    /// <summary>Notes a record as read, after it was tended.</summary>
    public void Note(ObjectEntry entry, StoredRequest read, DateTimeOffset now)
    {
        var record = read.Record;
        var due = DueOf(record);
        lock (gate)
        {
            var tended = 0;
            if (due <= now && known.TryGetValue(entry.Name, out var before) && before.Version == read.Version)
            {
                tended = before.Tended + 1;
            }

            known[entry.Name] = new Remembered(read.Version, due <= now ? now + Pause(record, tended) : due, record.IsOpen ? Slim(record) : null, tended);
        }
    }

    /// <summary>Forgets records that are not there any more.</summary>
    public void Keep(IReadOnlySet<string> listed)
    {
        lock (gate)
        {
            foreach (var gone in known.Keys.Where(name => !listed.Contains(name)).ToList())
            {
                known.Remove(gone);
            }
        }
    }

    /// <summary>
    /// A message is sent again because it may be lost. When the request then still waits, there is a queue before it, and
    /// sending ever more would only make that longer: each time twice as long passes.
    /// </summary>
    private TimeSpan Pause(RequestRecord record, int tended)
    {
        if (record.Status is not (RequestStatus.Scheduled or RequestStatus.Queued))
        {
            return TimeSpan.Zero;
        }

        var pause = options.LostAfter * Math.Pow(2, Math.Min(tended, 20));
        return pause < LongestWait ? pause : LongestWait;
    }

    /// <summary>From when on there may be something to do though the record does not change.</summary>
    private DateTimeOffset DueOf(RequestRecord record) => record switch
    {
        { Status: RequestStatus.Accepted } => record.Received + options.UnfinishedAfter,
        { Status: RequestStatus.Scheduled or RequestStatus.Queued } => (record.NextAttempt ?? record.Received) + options.LostAfter,
        { Status: RequestStatus.Running } => (record.Heartbeat ?? record.Received) + options.SilentAfter,
        { IsOpen: false, Archive: { Destroyed: null } archive } => archive.Expires,
        _ => DateTimeOffset.MaxValue,
    };

    private static RequestRecord Slim(RequestRecord record) =>
        record with { SealedRootKey = null, SealedIdentifiers = null, StatusSecretHash = null, Checkpoint = null, Steps = [], Findings = [] };

    private sealed record Remembered(string Version, DateTimeOffset Due, RequestRecord? Open, int Tended);
}
