using Azure;
using Azure.Storage.Blobs.Models;
using DataRights.Storage;

namespace DataRights.Azure.Storage;

/// <summary>An object's version is its ETag without the quotes.</summary>
internal static class BlobVersions
{
    public static string Of(ETag tag) => tag.ToString().Trim('"');

    public static ETag Tag(string version) => new($"\"{version}\"");

    public static BlobRequestConditions? Conditions(WriteCondition condition) =>
        condition.MustNotExist ? new BlobRequestConditions { IfNoneMatch = ETag.All }
        : condition.Version is { } version ? new BlobRequestConditions { IfMatch = Tag(version) }
        : null;
}
