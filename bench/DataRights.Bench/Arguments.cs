using System.Globalization;

namespace DataRights.Bench;

/// <summary>What the command line asks for.</summary>
internal sealed record Arguments(bool Export, bool Deletion, int Rows)
{
    public const string Usage = "Usage: DataRights.Bench [export|deletion] [--rows N]   (N from 1,000 to 5,000,000; 1,000,000 when not given)";

    /// <summary>Null when the arguments are wrong.</summary>
    public static Arguments? Parse(IReadOnlyList<string> arguments)
    {
        var (export, deletion, rows) = (true, true, 1_000_000);
        for (var i = 0; i < arguments.Count; i++)
        {
            switch (arguments[i])
            {
                case "export":
                    deletion = false;
                    break;
                case "deletion":
                    export = false;
                    break;
                case "--rows" when i + 1 < arguments.Count && int.TryParse(arguments[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out rows) && rows is >= 1_000 and <= 5_000_000:
                    i++;
                    break;
                default:
                    return null;
            }
        }

        return export || deletion ? new(export, deletion, rows) : null;
    }
}
