using DataRights.Requests;

namespace DataRights.Telemetry;

/// <summary>
/// Requests as they come and end. Told of every change of a record that was written, so each event counts once however often a
/// message comes; a process that dies between the write and the count loses that count.
/// </summary>
internal static class RequestMeter
{
    private static readonly Count Submitted = Instruments.Count(MetricCatalog.RequestsSubmitted);
    private static readonly Count Ended = Instruments.Count(MetricCatalog.RequestsEnded);
    private static readonly Spread Duration = Instruments.Spread(MetricCatalog.RequestDuration);

    public static void Changed(RequestRecord before, RequestRecord after)
    {
        var kind = Words.Of(after.Kind);
        if (before.Status == RequestStatus.Accepted && after.Status != RequestStatus.Accepted)
        {
            Submitted.Add(1, kind);
        }

        if (before.IsOpen && !after.IsOpen)
        {
            var status = Words.Of(after.Status);
            Ended.Add(1, kind, status, after.Outcome ?? Words.None);
            Duration.Record((after.Ended ?? after.Received) - after.Received, kind, status);
        }
    }
}
