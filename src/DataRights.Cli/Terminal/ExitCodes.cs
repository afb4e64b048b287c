namespace DataRights.Cli.Terminal;

/// <summary>What the process ends with.</summary>
public static class ExitCodes
{
    public const int Ok = 0;

    /// <summary>The command was understood and did not succeed: something is down, does not hold or was not found.</summary>
    public const int Failed = 1;

    /// <summary>The command line, or a file it names, is at fault.</summary>
    public const int BadInput = 2;
}
