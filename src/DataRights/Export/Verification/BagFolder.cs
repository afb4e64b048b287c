using System.IO.Compression;

namespace DataRights.Export.Verification;

/// <summary>The one top-level folder of an archive, its entries by their path in it.</summary>
internal sealed record BagFolder(IReadOnlyDictionary<string, ZipArchiveEntry> Entries)
{
    /// <summary>Null when there is nothing that could be a bag.</summary>
    public static BagFolder? Open(ZipArchive archive, List<string> findings)
    {
        var entries = new Dictionary<string, ZipArchiveEntry>(StringComparer.Ordinal);
        string? folder = null;
        foreach (var entry in archive.Entries)
        {
            var name = entry.FullName;
            var slash = name.IndexOf('/', StringComparison.Ordinal);
            if (slash <= 0 || name.Contains('\\', StringComparison.Ordinal) || name.Split('/').Any(s => s is "" or "." or ".."))
            {
                findings.Add($"The entry '{name}' has a name that is unsafe or outside the bag's folder.");
                continue;
            }

            folder ??= name[..slash];
            if (name[..slash] != folder)
            {
                findings.Add($"The entry '{name}' is outside the bag's folder '{folder}'.");
            }
            else if (!entries.TryAdd(name[(slash + 1)..], entry))
            {
                findings.Add($"The entry '{name}' is there more than once.");
            }
        }

        if (folder is null)
        {
            findings.Add("The archive holds no bag.");
            return null;
        }

        return new BagFolder(entries);
    }
}
