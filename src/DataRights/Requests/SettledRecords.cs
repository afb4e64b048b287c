using DataRights.Storage;

namespace DataRights.Requests;

/// <summary>Remembers, while the process lives, which object versions hold requests that will never need anything again, so that they are not read each time.</summary>
internal sealed class SettledRecords
{
    private readonly Dictionary<string, string> versions = [];
    private readonly Lock gate = new();

    public bool Contains(ObjectEntry entry)
    {
        lock (gate)
        {
            return versions.TryGetValue(entry.Name, out var version) && version == entry.Version;
        }
    }

    /// <summary>Notes a record as read; only one that has ended and has no archive left counts.</summary>
    public void Note(ObjectEntry entry, StoredRequest read)
    {
        if (read.Record.IsOpen || read.Record.Archive is { Destroyed: null })
        {
            return;
        }

        lock (gate)
        {
            versions[entry.Name] = read.Version;
        }
    }
}
