using System.Globalization;

namespace DataRights.Bench;

/// <summary>What the command line asks for.</summary>
internal sealed record Arguments
{
    public const string Usage =
        """
        Usage: DataRights.Bench [export|deletion] [--rows N]             rows from 1,000 to 10,000,000; 1,000,000 when not given
               DataRights.Bench upload [--size MIB]                      from 512 to 65,536, 1,024 when not given: up to 256 UploadAsync makes one request
               DataRights.Bench files [--size MIB]                       from 16 on, 2,048 when not given: half of them do not compress
               DataRights.Bench memory [--size MIB]                      the largest of three exports, each ten times the one before; from 100 on, 10,240 when not given
               DataRights.Bench load [--requests N] [--store directory|azurite]    10,000 requests in a directory when not given
               DataRights.Bench fairness [--requests N] [--rows N]       1,000 small requests beside a person with 10,000,000 rows when not given
        """;

    private static readonly string[] Verbs = ["export", "deletion", "upload", "files", "memory", "load", "fairness"];

    /// <summary>Null: export and deletion.</summary>
    public string? Verb { get; private init; }

    public int? Rows { get; private init; }

    public int? Requests { get; private init; }

    public int? Megabytes { get; private init; }

    public bool Azurite { get; private init; }

    /// <summary>Null when the arguments are wrong.</summary>
    public static Arguments? Parse(IReadOnlyList<string> arguments)
    {
        var parsed = new Arguments();
        for (var i = 0; i < arguments.Count; i++)
        {
            if (Verbs.Contains(arguments[i]) && parsed.Verb is null)
            {
                parsed = parsed with { Verb = arguments[i] };
            }
            else if (i + 1 < arguments.Count && With(parsed, arguments[i], arguments[i + 1]) is { } next)
            {
                parsed = next;
                i++;
            }
            else
            {
                return null;
            }
        }

        return parsed.Megabytes < Least(parsed.Verb) ? null : parsed;
    }

    private static int Least(string? verb) => verb switch
    {
        "upload" => 512,
        "memory" => 100,
        _ => 0,
    };

    private static Arguments? With(Arguments parsed, string name, string value) => name switch
    {
        "--rows" when Number(value, 1_000, 10_000_000) is { } rows => parsed with { Rows = rows },
        "--requests" when Number(value, 10, 100_000) is { } requests => parsed with { Requests = requests },
        "--size" when Number(value, 16, 65_536) is { } megabytes => parsed with { Megabytes = megabytes },
        "--store" when value is "directory" or "azurite" => parsed with { Azurite = value == "azurite" },
        _ => null,
    };

    private static int? Number(string text, int least, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number : null;
}
