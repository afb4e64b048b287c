using System.CommandLine;
using DataRights.Cli.Hosting;
using DataRights.Cli.Terminal;

namespace DataRights.Cli.Commands;

/// <summary>The options of commands that ask a running host, embedded or in Azure, to do something as an operator.</summary>
internal static class HostOptions
{
    public static Option<string> Host()
    {
        var option = new Option<string>("--host")
        {
            Description = $"Where the host answers (default: http://127.0.0.1:{EmbeddedSettings.DefaultPort}).",
            HelpName = "URL",
            DefaultValueFactory = _ => FormattableString.Invariant($"http://127.0.0.1:{EmbeddedSettings.DefaultPort}"),
        };
        option.Validators.Add(result =>
        {
            // The token opens everything that an operator may do.
            if (result.Tokens.Any(t => !Uri.TryCreate(t.Value, UriKind.Absolute, out var uri) || !(uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback))))
            {
                result.AddError("--host must be an https address, or http on this machine.");
            }
        });
        return option;
    }

    public static Option<string?> Token() => new("--token-file")
    {
        Description = "A file with a token that has the role DataRights.Operate (default: the embedded host's, in its data directory).",
        HelpName = "FILE",
    };

    /// <summary>The token of an operator: out of the file, or the embedded host's own.</summary>
    /// <exception cref="CommandException">It cannot be read.</exception>
    public static string TokenOf(string? tokenFile, string data)
    {
        var file = tokenFile ?? Path.Combine(Path.GetFullPath(data), "tokens", "operator");
        try
        {
            return File.ReadAllText(file).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"The token file {file} cannot be read. Start the embedded host, which writes one, or give another with --token-file.", ExitCodes.BadInput);
        }
    }
}
