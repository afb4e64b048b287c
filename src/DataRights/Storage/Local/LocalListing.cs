namespace DataRights.Storage.Local;

/// <summary>
/// The names under a prefix in ordinal order. Within a folder a subfolder sorts as its name with a slash, so walking
/// folder by folder gives the order of the whole names. Only folders that can hold a match are opened.
/// </summary>
internal static class LocalListing
{
    public static IEnumerable<string> Names(string root, string prefix)
    {
        var folder = prefix[..(prefix.LastIndexOf('/') + 1)];
        return Walk(Path.Combine(root, folder.Replace('/', Path.DirectorySeparatorChar)), folder, prefix);
    }

    private static IEnumerable<string> Walk(string directory, string name, string prefix)
    {
        foreach (var entry in Entries(directory).Order(StringComparer.Ordinal))
        {
            var full = name + entry;
            if (!entry.EndsWith('/'))
            {
                if (full.StartsWith(prefix, StringComparison.Ordinal))
                {
                    yield return full;
                }

                continue;
            }

            if (!full.StartsWith(prefix, StringComparison.Ordinal) && !prefix.StartsWith(full, StringComparison.Ordinal))
            {
                continue;
            }

            foreach (var inner in Walk(Path.Combine(directory, entry[..^1]), full, prefix))
            {
                yield return inner;
            }
        }
    }

    /// <summary>Files, and folders with a slash. What does not have an object's name is not an object.</summary>
    private static List<string> Entries(string directory)
    {
        try
        {
            return
            [
                .. new System.IO.Enumeration.FileSystemEnumerable<string>(
                    directory,
                    (ref System.IO.Enumeration.FileSystemEntry e) => e.IsDirectory ? e.FileName.ToString() + "/" : e.FileName.ToString(),
                    new EnumerationOptions { AttributesToSkip = FileAttributes.None, IgnoreInaccessible = false })
                {
                    ShouldIncludePredicate = (ref System.IO.Enumeration.FileSystemEntry e) => ObjectNameRules.IsLegalSegment(e.FileName),
                },
            ];
        }
        catch (DirectoryNotFoundException)
        {
            // Never made, or its last object was deleted while listing.
            return [];
        }
        catch (IOException) when (File.Exists(directory))
        {
            return [];
        }
    }
}
