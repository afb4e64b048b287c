using DataRights.Recipients;

namespace DataRights.Telemetry;

/// <summary>Calls to recipients, told once a call is written down, and what is outstanding at each round of housekeeping.</summary>
internal static class RecipientMeter
{
    private static readonly Count Calls = Instruments.Count(MetricCatalog.RecipientCalls);
    private static readonly Level Untold = Instruments.Level(MetricCatalog.RecipientsUntold);

    public static void Called(RecipientAnswer answer, RecipientState after) => Calls.Add(1, after.Name, answer.Verdict switch
    {
        RecipientVerdict.Confirmed => "confirmed",
        RecipientVerdict.Refused => "refused",
        _ when after.Status == RecipientStatus.GivenUp => "givenUp",
        RecipientVerdict.Accepted => "accepted",
        _ => "retried",
    }, answer.Code);

    public static void Outstanding(string recipient, int tellings) => Untold.Record(tellings, recipient);
}
