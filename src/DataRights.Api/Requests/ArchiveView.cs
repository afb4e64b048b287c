using DataRights.Requests;

namespace DataRights.Api.Requests;

/// <summary>A finished archive as shown. <paramref name="Destroyed"/> is set when its bytes are gone.</summary>
public sealed record ArchiveView(long Bytes, string Sha256, long Rows, long Files, DateTimeOffset Expires, DateTimeOffset? Destroyed)
{
    /// <summary>How often it was handed out.</summary>
    public int Downloads { get; init; }

    public DateTimeOffset? LastDownload { get; init; }

    /// <summary>How often it may be handed out in all, where an operator has allowed more than the data map does.</summary>
    public int? DownloadsAllowed { get; init; }

    public static ArchiveView? Of(ArchiveInfo? archive) => archive is null ? null : new(archive.Bytes, archive.Sha256, archive.Rows, archive.Files, archive.Expires, archive.Destroyed)
    {
        Downloads = archive.Downloads,
        LastDownload = archive.LastDownload,
        DownloadsAllowed = archive.DownloadsAllowed,
    };
}
