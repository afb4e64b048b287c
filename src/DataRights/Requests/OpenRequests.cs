using DataRights.Deletion.Holds;
using DataRights.Telemetry;

namespace DataRights.Requests;

/// <summary>
/// The open requests that one round of housekeeping has met, counted by kind and status. What waits for a hold to end waits for
/// nobody, and is counted as <see cref="Held"/>, not as waiting.
/// </summary>
internal sealed class OpenRequests(DateTimeOffset now, TimeSpan atRiskWithin)
{
    private readonly Dictionary<(RequestKind, string), (int Count, TimeSpan Age)> met = [];
    private readonly Dictionary<RequestKind, int> atRisk = [];
    private readonly Dictionary<RequestKind, int> overdue = [];

    public const string Held = HoldEffects.Waiting;

    /// <summary>The statuses that an open request can have, as metrics call them.</summary>
    public static IReadOnlyList<string> Statuses { get; } =
        [.. new[] { RequestStatus.Accepted, RequestStatus.Scheduled, RequestStatus.Queued, RequestStatus.Running, RequestStatus.Waiting }.Select(Words.Of), Held];

    public int Count => met.Values.Sum(m => m.Count);

    public int OverdueCount => overdue.Values.Sum();

    public void Note(RequestRecord record)
    {
        if (!record.IsOpen)
        {
            return;
        }

        var status = record is { Status: RequestStatus.Waiting, Outcome: Held } ? Held : Words.Of(record.Status);
        var (count, age) = In(record.Kind, status);
        var own = now - Since(record);
        met[(record.Kind, status)] = (count + 1, own > age ? own : age);

        // With its receipt a request is answered; what holds keep has no deadline.
        var awaited = record.Receipt is null;
        atRisk[record.Kind] = AtRisk(record.Kind) + (awaited && record.Due - now <= atRiskWithin ? 1 : 0);
        overdue[record.Kind] = Overdue(record.Kind) + (awaited && record.Due < now ? 1 : 0);
    }

    /// <summary>How many there are, and the age of the oldest; zeros when there is none.</summary>
    public (int Count, TimeSpan Age) In(RequestKind kind, string status) => met.GetValueOrDefault((kind, status));

    /// <summary>Those whose deadline is near, and those whose deadline is past.</summary>
    public int AtRisk(RequestKind kind) => atRisk.GetValueOrDefault(kind);

    public int Overdue(RequestKind kind) => overdue.GetValueOrDefault(kind);

    /// <summary>A queued one ages from when its message should have been visible: before that it waits on purpose.</summary>
    private static DateTimeOffset Since(RequestRecord record) => record.Status switch
    {
        RequestStatus.Queued => record.NextAttempt ?? record.Received,
        RequestStatus.Waiting => record.Transitions.LastOrDefault(t => t.Status == RequestStatus.Waiting)?.At ?? record.Heartbeat ?? record.Received,
        _ => record.Received,
    };
}
