using DataRights.Cli.Hosting;

namespace DataRights.Cli.Access;

/// <summary>Development tokens of services in files, so that command lines can name them. Those of people are never written: they hold identifiers.</summary>
internal static class TokenFiles
{
    /// <summary>Submits and operates; written at every start of the host.</summary>
    public const string Operator = "operator";

    /// <summary>Writes a token, also over an earlier one; returns the file.</summary>
    public static string Write(EmbeddedSettings settings, string name, string token)
    {
        var path = Path.Combine(settings.TokenDirectory, name);
        PrivateFiles.Write(path, token + "\n", overwrite: true);
        return path;
    }
}
