using System.Globalization;

namespace DataRights.Bench;

/// <summary>What the command line asks for.</summary>
internal sealed record Arguments(bool Export, bool Deletion, bool Upload, int Rows, int Megabytes)
{
    public const string Usage =
        "Usage: DataRights.Bench [export|deletion|upload] [--rows N] [--size MIB]   (rows from 1,000 to 5,000,000, 1,000,000 when not given; size from 512 to 65,536, 1,024 when not given: up to 256 UploadAsync makes one request)";

    /// <summary>Null when the arguments are wrong. Without a verb: export and deletion.</summary>
    public static Arguments? Parse(IReadOnlyList<string> arguments)
    {
        var verbs = new List<string>();
        var (rows, megabytes) = (1_000_000, 1024);
        for (var i = 0; i < arguments.Count; i++)
        {
            switch (arguments[i])
            {
                case "export" or "deletion" or "upload":
                    verbs.Add(arguments[i]);
                    break;
                case "--rows" when i + 1 < arguments.Count && int.TryParse(arguments[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out rows) && rows is >= 1_000 and <= 5_000_000:
                    i++;
                    break;
                case "--size" when i + 1 < arguments.Count && int.TryParse(arguments[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out megabytes) && megabytes is >= 512 and <= 65_536:
                    i++;
                    break;
                default:
                    return null;
            }
        }

        return verbs.Count switch
        {
            0 => new(true, true, false, rows, megabytes),
            1 => new(verbs[0] == "export", verbs[0] == "deletion", verbs[0] == "upload", rows, megabytes),
            _ => null,
        };
    }
}
