using DataRights.Requests;

namespace DataRights.Telemetry;

/// <summary>Failures by what was being done, where it failed and with which code. Being overtaken or stopped is none.</summary>
internal static class TroubleMeter
{
    public const string Housekeeping = "housekeeping";
    public const string Retention = "retention";
    public const string Webhook = "webhook";
    public const string Recipient = "recipient";

    /// <summary>A message whose request could not be read.</summary>
    public const string Unknown = "unknown";

    private static readonly Count Troubles = Instruments.Count(MetricCatalog.Troubles);

    public static void Met(RequestKind kind, Trouble trouble) => Met(Words.Of(kind), trouble);

    public static void Met(string kind, Trouble trouble)
    {
        if (trouble.Kind is not (TroubleKind.Fenced or TroubleKind.Shutdown))
        {
            Met(kind, trouble.Source, trouble.Code, trouble.Kind == TroubleKind.Permanent);
        }
    }

    public static void Met(string kind, string source, string code, bool lasting) =>
        Troubles.Add(1, kind, source, code, Words.Of(lasting));
}
