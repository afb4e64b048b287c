namespace DataRights.Requests;

/// <summary>A finished archive. <paramref name="Destroyed"/> is set when its bytes are gone.</summary>
public sealed record ArchiveInfo(string ObjectName, string DownloadName, long Bytes, string Sha256, long Rows, long Files, DateTimeOffset Expires, DateTimeOffset? Destroyed)
{
    /// <summary>How often it was handed out: a link given, or a download begun. What goes on with a broken download is not counted again.</summary>
    public int Downloads { get; init; }

    /// <summary>When it was last handed out.</summary>
    public DateTimeOffset? LastDownload { get; init; }

    /// <summary>How often it may be handed out in all, where an operator has said so; null leaves it to the data map (<see cref="Mapping.ClockRules.ArchiveDownloads"/>).</summary>
    public int? DownloadsAllowed { get; init; }
}
