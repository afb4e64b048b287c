using DataRights.Requests;

namespace DataRights.Telemetry;

/// <summary>Runs: how long their messages lay, and how long they worked.</summary>
internal static class RunMeter
{
    private static readonly Spread Duration = Instruments.Spread(MetricCatalog.RunDuration);
    private static readonly Spread Wait = Instruments.Spread(MetricCatalog.RunWait);

    /// <param name="before">The record as the run found it.</param>
    /// <param name="now">When the run took it.</param>
    public static void Taken(RequestRecord before, DateTimeOffset now)
    {
        // After a run that died the message was visible all along; how long nobody knows.
        if (before is { Status: RequestStatus.Queued or RequestStatus.Scheduled, NextAttempt: { } visible })
        {
            Wait.Record(now - visible, Words.Of(before.Kind));
        }
    }

    public static void Ended(RequestKind kind, RunVerdict verdict, TimeSpan worked) =>
        Duration.Record(worked, Words.Of(kind), verdict.How, verdict.Code);
}
