namespace DataRights.Cli.Client;

/// <summary>What a caller needs of an archive's view.</summary>
public sealed record ArchiveState(long Bytes, string Sha256, DateTimeOffset? Destroyed, int Downloads, int? DownloadsAllowed)
{
    /// <summary>Its parts; null where it is one file.</summary>
    public IReadOnlyList<ArchivePartState>? Parts { get; init; }

    /// <summary>Its parts; an archive that is one file is its only one.</summary>
    public IReadOnlyList<ArchivePartState> AllParts => Parts ?? [new(1, Bytes, Sha256)];
}
