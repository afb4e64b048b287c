using System.CommandLine.Parsing;

namespace DataRights.Cli.Commands;

/// <summary>Reads repeated <c>NAME=VALUE</c> options. Values may be secrets or personal: no error quotes one.</summary>
internal static class NamedValues
{
    public static void Validate(OptionResult result)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var token in result.Tokens)
        {
            if (token.Value.IndexOf('=', StringComparison.Ordinal) is var at && at < 1)
            {
                result.AddError($"{result.Option.Name} takes NAME=VALUE: a name, an equals sign, a value.");
            }
            else if (!names.Add(token.Value[..at]))
            {
                result.AddError($"{result.Option.Name} names '{token.Value[..at]}' twice; keep one.");
            }
        }
    }

    public static Dictionary<string, string> Read(string[]? values) =>
        (values ?? []).Select(v => v.Split('=', 2)).ToDictionary(p => p[0], p => p[1], StringComparer.Ordinal);
}
