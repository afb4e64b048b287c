using DataRights.Ledger;
using DataRights.Requests;
using DataRights.Sources;
using DataRights.Storage;
using DataRights.Subjects;

namespace DataRights.Cli.Terminal;

/// <summary>
/// What each exception is on the command line: one line and an exit code. An exception that nobody foresaw is told by
/// its type only, since its text may quote data.
/// </summary>
public static class Failures
{
    public static CommandException Of(Exception exception) => exception switch
    {
        CommandException known => known,
        RequestRefusedException refused => new(OneLine(refused.Message), ExitCodes.BadInput),
        SourceException or StoreException or SealBrokenException or LedgerCorruptException => new(OneLine(exception.Message)),
        OperationCanceledException => new("Stopped."),
        _ => new($"The command failed with {exception.GetType().FullName}. This is a fault of the program; please report it with the command you gave."),
    };

    private static string OneLine(string message) => string.Join(' ', message.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
}
