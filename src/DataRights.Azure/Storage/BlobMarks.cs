using Azure.Storage.Blobs.Models;

namespace DataRights.Azure.Storage;

/// <summary>
/// What our metadata says. <c>writeid</c> tells a writer whose answer was lost its own write. Two kinds of blobs are there
/// for the service and not for us, since Blob Storage cannot make them in one step: an append blob without its first
/// append, and the empty blob through which staged blocks are dropped. Both read, list and open as absent.
/// </summary>
internal static class BlobMarks
{
    private const string WriteIdKey = "writeid";
    private const string VoidKey = "void";

    public static Dictionary<string, string> ForWrite(string writeId) => new() { [WriteIdKey] = writeId };

    public static Dictionary<string, string> ForVoid() => new() { [VoidKey] = "1" };

    public static string? WriteIdOf(BlobProperties properties) => properties.Metadata.TryGetValue(WriteIdKey, out var id) ? id : null;

    public static bool IsAbsent(long length, BlobType? type, IDictionary<string, string>? metadata) =>
        length == 0 && (type == BlobType.Append || metadata?.ContainsKey(VoidKey) == true);

    public static bool IsAbsent(BlobProperties properties) => IsAbsent(properties.ContentLength, properties.BlobType, properties.Metadata);
}
