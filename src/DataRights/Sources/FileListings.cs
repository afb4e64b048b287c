namespace DataRights.Sources;

/// <summary>Listings that hold several versions of a file, one after another.</summary>
internal static class FileListings
{
    /// <summary>The name of each file, once.</summary>
    public static async IAsyncEnumerable<string> NamesAsync(this IAsyncEnumerable<FileItem> files)
    {
        string? last = null;
        await foreach (var file in files)
        {
            if (file.Name != last)
            {
                yield return last = file.Name;
            }
        }
    }
}
