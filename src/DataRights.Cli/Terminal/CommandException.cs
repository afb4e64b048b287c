namespace DataRights.Cli.Terminal;

/// <summary>Ends a command with one line on the error stream. The line says what is wrong and how to mend it.</summary>
public sealed class CommandException(string message, int exitCode = ExitCodes.Failed) : Exception(message)
{
    public int ExitCode { get; } = exitCode;
}
