namespace DataRights.Api.Requests;

/// <summary>A finished archive as shown. <paramref name="Destroyed"/> is set when its bytes are gone.</summary>
public sealed record ArchiveView(long Bytes, string Sha256, long Rows, long Files, DateTimeOffset Expires, DateTimeOffset? Destroyed);
