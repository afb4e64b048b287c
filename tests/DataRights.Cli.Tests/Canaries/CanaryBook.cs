using System.IO.Compression;
using System.Text;

namespace DataRights.Cli.Tests.Canaries;

/// <summary>Gives out marked values and finds them again. What a value was for is told with every find.</summary>
internal sealed class CanaryBook(Random random)
{
    private readonly Dictionary<string, Canary> canaries = [];

    /// <summary>A text without anything that a format would escape, which nobody else writes.</summary>
    public string New(string purpose)
    {
        var bytes = new byte[9];
        random.NextBytes(bytes);
        var canary = new Canary($"canary{Convert.ToHexStringLower(bytes)}");
        canaries.Add($"{purpose} #{canaries.Count}", canary);
        return canary.Value;
    }

    /// <summary>A whole value that holds marked parts, so that its hashes are looked for too.</summary>
    public string Whole(string purpose, string value)
    {
        canaries.Add($"{purpose} #{canaries.Count}", new Canary(value));
        return value;
    }

    public IEnumerable<string> Find(string place, ReadOnlyMemory<byte> content)
    {
        var folded = Canary.Fold(content.Span);
        return canaries
            .Select(c => (c.Key, Trace: c.Value.TraceIn(folded)))
            .Where(c => c.Trace is not null)
            .Select(c => $"{place} shows {c.Key} ({c.Trace})");
    }

    public IEnumerable<string> Find(string place, string content) => Find(place, Encoding.UTF8.GetBytes(content));

    /// <summary>Everything under the directory, but for what the filter leaves out: names, and what is in them.</summary>
    public List<string> FindUnder(string directory, Func<string, bool> isSearched)
    {
        var found = new List<string>();
        foreach (var entry in Directory.EnumerateFileSystemEntries(directory, "*", SearchOption.AllDirectories))
        {
            var name = Path.GetRelativePath(directory, entry).Replace('\\', '/');
            found.AddRange(Find("a name", name));
            if (isSearched(name) && Read(entry) is { } content)
                found.AddRange(Find(name, content));
        }

        return found;
    }

    /// <summary>Everything in a zip.</summary>
    public List<string> FindInZip(Stream content)
    {
        using var zip = new ZipArchive(content, ZipArchiveMode.Read, leaveOpen: true);
        var found = new List<string>();
        foreach (var entry in zip.Entries)
        {
            using var whole = new MemoryStream();
            using (var opened = entry.Open())
                opened.CopyTo(whole);

            found.AddRange(Find(entry.FullName, whole.ToArray()));
        }

        return found;
    }

    /// <summary>Whether a zip holds this value.</summary>
    public static bool IsInZip(Stream content, string value)
    {
        var alone = new CanaryBook(new Random(1));
        alone.Whole("one value", value);
        content.Position = 0;
        return alone.FindInZip(content).Count > 0;
    }

    /// <summary>The host works on beside this: what is gone by now is none of what it keeps.</summary>
    private static byte[]? Read(string file)
    {
        try
        {
            return Directory.Exists(file) ? null : File.ReadAllBytes(file);
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }
}
