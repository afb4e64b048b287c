namespace DataRights.Api.Requests;

/// <summary>One part of an archive as shown: each is downloaded by itself and is complete in itself.</summary>
/// <param name="Part">Counted from 1.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">Of its bytes, in lower-case hex.</param>
/// <param name="Href">Where it is downloaded; null when its bytes are gone.</param>
public sealed record ArchivePartView(int Part, long Bytes, string Sha256, string? Href);
