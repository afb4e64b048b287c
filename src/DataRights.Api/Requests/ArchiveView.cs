using DataRights.Requests;

namespace DataRights.Api.Requests;

/// <summary>A finished archive as shown. <paramref name="Destroyed"/> is set when its bytes are gone. Of an archive in parts, the bytes are those of all and the SHA-256 that of the first.</summary>
public sealed record ArchiveView(long Bytes, string Sha256, long Rows, long Files, DateTimeOffset Expires, DateTimeOffset? Destroyed)
{
    /// <summary>How often it was handed out.</summary>
    public int Downloads { get; init; }

    public DateTimeOffset? LastDownload { get; init; }

    /// <summary>How often it may be handed out in all, where an operator has allowed more than the data map does.</summary>
    public int? DownloadsAllowed { get; init; }

    /// <summary>Its parts, the first one first; absent where it is one file.</summary>
    public IReadOnlyList<ArchivePartView>? Parts { get; init; }

    /// <param name="archive">The archive; null when there is none.</param>
    /// <param name="path">Where it is downloaded.</param>
    public static ArchiveView? Of(ArchiveInfo? archive, string path) => archive is null ? null : new(archive.Bytes, archive.Sha256, archive.Rows, archive.Files, archive.Expires, archive.Destroyed)
    {
        Downloads = archive.Downloads,
        LastDownload = archive.LastDownload,
        DownloadsAllowed = archive.DownloadsAllowed,
        Parts = archive.Parts.Count == 0 ? null
            : [.. archive.Parts.Select((p, i) => new ArchivePartView(i + 1, p.Bytes, p.Sha256, archive.Destroyed is null ? FormattableString.Invariant($"{path}?part={i + 1}") : null))],
    };
}
