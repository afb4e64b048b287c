using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace DataRights.Export.Archive;

/// <summary>
/// Turns names that people chose into paths that unpack the same on Windows, macOS and Linux: no way out of the folder,
/// no reserved device, no control or direction character, no trailing dot or space, at most 80 characters a segment and
/// 150 a path. Within one instance two names never get paths that differ only by case or Unicode composition, nor does
/// one become a folder of the other. The same names in the same order get the same paths.
/// </summary>
public sealed class SafeNames
{
    private const int SegmentLimit = 80;
    private const int SegmentBytes = 200;
    private const int PathLimit = 150;
    private const int ExtensionLimit = 16;
    private const string Forbidden = "<>:\"/\\|?*%";

    private static readonly HashSet<string> Reserved = new(
        ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", .. "0123456789¹²³".SelectMany(d => new[] { $"COM{d}", $"LPT{d}" })],
        StringComparer.OrdinalIgnoreCase);

    private readonly HashSet<string> used = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Parent, string Segment), string> folders = [];
    private readonly List<TakenName> taken = [];

    /// <summary>The names asked for so far, in order.</summary>
    public IReadOnlyList<TakenName> Taken => taken;

    /// <summary>A path for the name, under the folder (which is safe already; empty for none). <c>/</c> and <c>\</c> separate segments.</summary>
    public string Take(string folder, string name)
    {
        taken.Add(new TakenName(folder, name));
        var segments = name.Split('/', '\\').Where(s => s.Length > 0).ToArray();
        var file = Clean(segments.Length == 0 ? "" : segments[^1]);
        var path = folder;
        foreach (var segment in segments.SkipLast(1))
        {
            path = Folder(path, segment);
        }

        if (path.Length + file.Length - folder.Length > PathLimit)
        {
            var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 8));
            path = Folder(folder, "long-" + digest);
        }

        return Unique(path, file);
    }

    /// <summary>One segment made safe, without regard to others.</summary>
    public static string Clean(string segment)
    {
        var text = new StringBuilder(segment.Length);
        foreach (var rune in segment.EnumerateRunes())
        {
            var hidden = Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate;
            var safe = !hidden && rune != Rune.ReplacementChar && !(rune.IsAscii && Forbidden.Contains((char)rune.Value, StringComparison.Ordinal));
            text.Append(safe ? rune.ToString() : "_");
        }

        var clean = Shorten(text.ToString().Normalize(NormalizationForm.FormC), "").ToCharArray();
        for (var i = clean.Length - 1; i >= 0 && (clean[i] is '.' || char.IsWhiteSpace(clean[i])); i--)
        {
            clean[i] = '_';
        }

        for (var i = 0; i < clean.Length && char.IsWhiteSpace(clean[i]); i++)
        {
            clean[i] = '_';
        }

        var result = clean.Length == 0 ? "_" : new string(clean);
        return Reserved.Contains(result.Split('.')[0].TrimEnd()) ? "_" + result : result;
    }

    private string Folder(string parent, string segment)
    {
        if (!folders.TryGetValue((parent, segment), out var path))
        {
            folders[(parent, segment)] = path = Unique(parent, Clean(segment));
        }

        return path;
    }

    private string Unique(string parent, string segment)
    {
        for (var n = 1; ; n++)
        {
            var candidate = n == 1 ? segment : Shorten(segment, string.Create(CultureInfo.InvariantCulture, $"~{n}"));
            var path = parent.Length == 0 ? candidate : $"{parent}/{candidate}";
            if (used.Add(path.ToUpperInvariant()))
            {
                return path;
            }
        }
    }

    /// <summary>Cuts the stem, keeping the extension, so that stem, suffix and extension fit.</summary>
    private static string Shorten(string name, string suffix)
    {
        var dot = name.LastIndexOf('.');
        var extension = dot > 0 && name.Length - dot <= ExtensionLimit ? name[dot..] : "";
        var stem = name[..Math.Min(name.Length - extension.Length, SegmentLimit + 1)];
        while (stem.Length > 1 && (stem.Length + suffix.Length + extension.Length > SegmentLimit
            || Encoding.UTF8.GetByteCount(stem) + suffix.Length + Encoding.UTF8.GetByteCount(extension) > SegmentBytes))
        {
            stem = stem[..^(char.IsLowSurrogate(stem[^1]) && stem.Length > 1 ? 2 : 1)];
        }

        return stem + suffix + extension;
    }
}
