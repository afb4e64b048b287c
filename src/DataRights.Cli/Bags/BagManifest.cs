using System.Text.RegularExpressions;

namespace DataRights.Cli.Bags;

/// <summary>Reads a BagIt manifest (RFC 8493, 2.1.3): a SHA-256 in hex, white space and a path a line.</summary>
internal static partial class BagManifest
{
    /// <summary>Path to digest. Lines that are none, and paths that come twice, are findings.</summary>
    public static Dictionary<string, string> Read(string text, string name, List<string> findings)
    {
        var digests = new Dictionary<string, string>(StringComparer.Ordinal);
        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            number++;
            if (line.TrimEnd('\r').Length == 0)
            {
                continue;
            }

            var match = Line().Match(line.TrimEnd('\r'));
            if (!match.Success)
            {
                findings.Add($"{name}, line {number}, is not a SHA-256 and a path.");
            }
            else if (!digests.TryAdd(Unescape(match.Groups["path"].Value), match.Groups["digest"].Value.ToLowerInvariant()))
            {
                findings.Add($"{name}, line {number}, names a file for the second time.");
            }
        }

        return digests;
    }

    private static string Unescape(string path) =>
        path.Replace("%0A", "\n", StringComparison.OrdinalIgnoreCase).Replace("%0D", "\r", StringComparison.OrdinalIgnoreCase).Replace("%25", "%", StringComparison.Ordinal);

    [GeneratedRegex(@"\A(?<digest>[0-9A-Fa-f]{64})[ \t]+\*?(?<path>.+)\z")]
    private static partial Regex Line();
}
