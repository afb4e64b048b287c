namespace DataRights.Mapping;

/// <summary>What the kinds of sources have in common.</summary>
public static class SourceKinds
{
    /// <summary>True for stores of files; the others are databases.</summary>
    public static bool HoldsFiles(this SourceKind kind) => kind is SourceKind.Files or SourceKind.Blobs;
}
