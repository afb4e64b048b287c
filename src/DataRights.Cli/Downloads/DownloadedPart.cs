namespace DataRights.Cli.Downloads;

/// <summary>A part of an archive that lies on this machine, with the SHA-256 that the host says it has.</summary>
/// <param name="File">Where.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Fetched">How many of them came now; the others were here already.</param>
public sealed record DownloadedPart(string File, long Bytes, long Fetched);
