namespace DataRights.Mapping;

/// <summary>What the kinds of sources have in common.</summary>
public static class SourceKinds
{
    /// <summary>True for databases.</summary>
    public static bool HoldsRows(this SourceKind kind) => kind is SourceKind.Sqlite or SourceKind.Postgres;

    /// <summary>True for stores of files.</summary>
    public static bool HoldsFiles(this SourceKind kind) => kind is SourceKind.Files or SourceKind.Blobs;
}
