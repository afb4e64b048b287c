namespace DataRights.Export.Archive;

/// <summary>Knows by extension the kinds of file that deflate cannot make smaller.</summary>
internal static class CompressedMedia
{
    private static readonly HashSet<string> Extensions = new(StringComparer.OrdinalIgnoreCase)
    {
        ".7z", ".aac", ".apk", ".avif", ".br", ".bz2", ".docx", ".epub", ".flac", ".gif", ".gz", ".heic", ".heif", ".jar", ".jpeg",
        ".jpg", ".jxl", ".m4a", ".m4v", ".mkv", ".mov", ".mp3", ".mp4", ".odp", ".ods", ".odt", ".ogg", ".opus", ".pdf", ".png",
        ".pptx", ".rar", ".tgz", ".webm", ".webp", ".woff", ".woff2", ".xlsx", ".xz", ".zip", ".zst",
    };

    public static bool Holds(string name) => Extensions.Contains(Path.GetExtension(name));
}
