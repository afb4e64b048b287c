namespace DataRights.Requests;

/// <summary>A part of a finished archive: a bag of its own.</summary>
public sealed record ArchivePart(string ObjectName, string DownloadName, long Bytes, string Sha256);
