using DataRights.Requests;

namespace DataRights.Api.Requests;

/// <summary>A finished archive as shown. <paramref name="Destroyed"/> is set when its bytes are gone. Of an archive in parts, the bytes are those of all and the SHA-256 that of the first.</summary>
public sealed record ArchiveView(long Bytes, string Sha256, long Rows, long Files, DateTimeOffset Expires, DateTimeOffset? Destroyed)
{
    /// <summary>Its parts, the first one first; absent where it is one file.</summary>
    public IReadOnlyList<ArchivePartView>? Parts { get; init; }

    internal static ArchiveView Of(ArchiveInfo archive, string path) =>
        new(archive.Bytes, archive.Sha256, archive.Rows, archive.Files, archive.Expires, archive.Destroyed)
        {
            Parts = archive.Parts.Count == 0 ? null
                : [.. archive.Parts.Select((p, i) => new ArchivePartView(i + 1, p.Bytes, p.Sha256, archive.Destroyed is null ? FormattableString.Invariant($"{path}?part={i + 1}") : null))],
        };
}
