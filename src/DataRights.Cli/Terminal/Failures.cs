using DataRights.Api.Webhooks;
using DataRights.Ledger;
using DataRights.Mapping.Loading;
using DataRights.OpenTelemetry;
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
        DataMapException map => new(OfMap(map.Findings), ExitCodes.BadInput),
        WebhookSettingException setting => new(OneLine(setting.Message), ExitCodes.BadInput),
        TelemetrySettingException setting => new(OneLine(setting.Message), ExitCodes.BadInput),
        RequestRefusedException refused => new(OneLine(refused.Message), ExitCodes.BadInput),
        SourceException source => new($"{OneLine(source.Message)} Check that the source is there and answers, and the --connection that leads to it."),
        StoreException or SealBrokenException or KeyRingException or LedgerCorruptException or RequestCorruptException => new(OneLine(exception.Message)),
        OperationCanceledException => new("Stopped."),
        _ => new($"The command failed with {exception.GetType().FullName}. This is a fault of the program; please report it with the command you gave."),
    };

    private static string OfMap(IReadOnlyList<MapFinding> findings) => findings.Count == 1
        ? OneLine(findings[0].ToString())
        : FormattableString.Invariant($"{OneLine(findings[0].ToString())} ({findings.Count - 1} more; 'datarights map check FILE' lists them all.)");

    private static string OneLine(string message) => string.Join(' ', message.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
}
