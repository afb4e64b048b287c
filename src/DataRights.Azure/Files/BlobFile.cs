using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using DataRights.Sources;

namespace DataRights.Azure.Files;

/// <summary>
/// A blob as a file. Its version is the ETag, followed in listings of what is kept by <c>;</c> and the version id that it
/// goes by where versions are kept.
/// </summary>
internal static class BlobFile
{
    private const string Version = "version:";
    private const string Snapshot = "snapshot:";

    public static FileItem Current(string name, BlobProperties properties) =>
        new(name, properties.ContentLength, properties.LastModified, properties.ETag.ToString());

    public static FileItem Current(BlobItem blob) =>
        Of(blob, blob.Properties.ETag.ToString() ?? "", null);

    public static FileItem Kept(BlobItem blob) => blob switch
    {
        { Snapshot: { } snapshot } => Of(blob, "", Snapshot + snapshot),
        { VersionId: { } version, IsLatestVersion: not true } => Of(blob, "", Version + version),
        _ => Of(blob, $"{blob.Properties.ETag};{blob.VersionId}", null),
    };

    public static string ETag(FileItem file) => file.Version.Split(';')[0];

    public static string? VersionId(FileItem file) => file.Version.Split(';') is [_, { Length: > 0 } version] ? version : null;

    /// <summary>What leads from the blob to the old version or snapshot; null when the blob itself is meant.</summary>
    public static Func<BlobClient, BlobBaseClient>? Kept(FileItem file) => file.Kept switch
    {
        { } kept when kept.StartsWith(Version, StringComparison.Ordinal) => blob => blob.WithVersion(kept[Version.Length..]),
        { } kept when kept.StartsWith(Snapshot, StringComparison.Ordinal) => blob => blob.WithSnapshot(kept[Snapshot.Length..]),
        _ => null,
    };

    /// <summary>When a soft-deleted blob is gone for good. The service tells whole days that are left; this never says too early a moment.</summary>
    public static DateTimeOffset? RecoverableUntil(BlobItem blob, DateTimeOffset now)
    {
        if (!blob.Deleted || blob.Properties.RemainingRetentionDays is not { } left)
        {
            return null;
        }

        var since = blob.Properties.DeletedOn ?? now;
        return since + TimeSpan.FromDays(left + Math.Max(0, Math.Ceiling((now - since).TotalDays)));
    }

    private static FileItem Of(BlobItem blob, string version, string? kept) =>
        new(blob.Name, blob.Properties.ContentLength ?? 0, blob.Properties.LastModified ?? DateTimeOffset.UnixEpoch, version, kept);
}
