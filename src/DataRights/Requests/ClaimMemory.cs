using DataRights.Storage;

namespace DataRights.Requests;

/// <summary>Which requests each version of a subject's object names, so that it is not read again while all of them are open. Safe for concurrent use.</summary>
internal sealed class ClaimMemory
{
    private readonly Dictionary<string, (string Version, IReadOnlyList<string> Ids)> known = new(StringComparer.Ordinal);
    private readonly Lock gate = new();

    public bool IsQuiet(ObjectEntry entry, RecordMemory records)
    {
        IReadOnlyList<string> ids;
        lock (gate)
        {
            if (!known.TryGetValue(entry.Name, out var found) || found.Version != entry.Version)
            {
                return false;
            }

            ids = found.Ids;
        }

        return ids.All(records.IsOpen);
    }

    public void Note(ObjectEntry entry, IReadOnlyList<string> ids)
    {
        lock (gate)
        {
            known[entry.Name] = (entry.Version, ids);
        }
    }

    /// <summary>Forgets what is not there any more.</summary>
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
}
