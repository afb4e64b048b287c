namespace DataRights.Requests;

/// <summary>A finished archive.</summary>
/// <param name="ObjectName">Where it is, or its first part.</param>
/// <param name="DownloadName">What a browser calls it, or its first part.</param>
/// <param name="Bytes">Its size, that of all parts.</param>
/// <param name="Sha256">Of it, or of its first part.</param>
/// <param name="Rows">Rows of all tables.</param>
/// <param name="Files">The person's files.</param>
/// <param name="Expires">When its bytes are destroyed.</param>
/// <param name="Destroyed">Set when they are gone.</param>
public sealed record ArchiveInfo(string ObjectName, string DownloadName, long Bytes, string Sha256, long Rows, long Files, DateTimeOffset Expires, DateTimeOffset? Destroyed)
{
    /// <summary>Its parts, the first one first; empty where it is one file, as in records from before there were several.</summary>
    public IReadOnlyList<ArchivePart> Parts { get; init; } = [];

    /// <summary>Its parts, one at least.</summary>
    [Newtonsoft.Json.JsonIgnore]
    public IReadOnlyList<ArchivePart> AllParts => Parts.Count > 0 ? Parts : [new ArchivePart(ObjectName, DownloadName, Bytes, Sha256)];

    /// <summary>How often it was handed out: a link given, or a download begun, of it or of one of its parts. What goes on with a broken download is not counted again.</summary>
    public int Downloads { get; init; }

    /// <summary>When it was last handed out.</summary>
    public DateTimeOffset? LastDownload { get; init; }

    /// <summary>How often it, or each of its parts, may be handed out in all, where an operator has said so; null leaves it to the data map (<see cref="Mapping.ClockRules.ArchiveDownloads"/>).</summary>
    public int? DownloadsAllowed { get; init; }

    /// <summary>Compares the parts too.</summary>
    public bool Equals(ArchiveInfo? other) => other is not null
        && (ObjectName, DownloadName, Bytes, Sha256, Rows, Files, Expires, Destroyed) == (other.ObjectName, other.DownloadName, other.Bytes, other.Sha256, other.Rows, other.Files, other.Expires, other.Destroyed)
        && (Downloads, LastDownload, DownloadsAllowed) == (other.Downloads, other.LastDownload, other.DownloadsAllowed)
        && Parts.SequenceEqual(other.Parts);

    public override int GetHashCode() => HashCode.Combine(ObjectName, Bytes, Sha256);
}
