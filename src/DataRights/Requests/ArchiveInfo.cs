namespace DataRights.Requests;

/// <summary>A finished archive. <paramref name="Destroyed"/> is set when its bytes are gone.</summary>
public sealed record ArchiveInfo(string ObjectName, string DownloadName, long Bytes, string Sha256, long Rows, long Files, DateTimeOffset Expires, DateTimeOffset? Destroyed);
