using DataRights.Requests;

namespace DataRights.Telemetry;

/// <summary>Rounds of housekeeping and what they found.</summary>
internal static class HousekeepingMeter
{
    private static readonly Count Rounds = Instruments.Count(MetricCatalog.HousekeepingRounds);
    private static readonly Count Requeued = Instruments.Count(MetricCatalog.Requeued);
    private static readonly Level Open = Instruments.Level(MetricCatalog.RequestsOpen);
    private static readonly Level Age = Instruments.Level(MetricCatalog.RequestAge);
    private static readonly Level AtRisk = Instruments.Level(MetricCatalog.RequestsAtRisk);
    private static readonly Level Overdue = Instruments.Level(MetricCatalog.RequestsOverdue);
    private static readonly Level Stopped = Instruments.Level(MetricCatalog.WebhooksStopped);

    public static void SentAgain() => Requeued.Add(1);

    public static void Ended(bool inTrouble) => Rounds.Add(1, inTrouble ? "trouble" : "ok");

    public static void WebhooksStopped(int requests) => Stopped.Record(requests);

    /// <summary>Records every kind and open status, so that what there is no more falls back to 0.</summary>
    public static void Found(OpenRequests open)
    {
        foreach (var kind in Enum.GetValues<RequestKind>())
        {
            foreach (var status in OpenRequests.Statuses)
            {
                var (count, age) = open.In(kind, status);
                Open.Record(count, Words.Of(kind), status);
                Age.Record(age.TotalSeconds, Words.Of(kind), status);
            }

            AtRisk.Record(open.AtRisk(kind), Words.Of(kind));
            Overdue.Record(open.Overdue(kind), Words.Of(kind));
        }
    }
}
