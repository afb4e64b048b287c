namespace DataRights.Deletion.Replay;

/// <summary>Where a tombstone lies.</summary>
public sealed record TombstoneEntry(string Name, string Month, string Request)
{
    /// <summary>Null for an object that is no tombstone.</summary>
    internal static TombstoneEntry? Of(string name) =>
        name.Split('/') is [_, var month, var file] && file.EndsWith(".json", StringComparison.Ordinal)
            ? new TombstoneEntry(name, month, file[..^".json".Length])
            : null;
}
