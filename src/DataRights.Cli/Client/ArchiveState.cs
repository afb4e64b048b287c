namespace DataRights.Cli.Client;

/// <summary>What a caller needs of an archive's view.</summary>
public sealed record ArchiveState(int Downloads, int? DownloadsAllowed);
