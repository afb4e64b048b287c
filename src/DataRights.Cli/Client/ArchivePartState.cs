namespace DataRights.Cli.Client;

/// <summary>What a caller needs of one part of an archive's view.</summary>
public sealed record ArchivePartState(int Part, long Bytes, string Sha256);
