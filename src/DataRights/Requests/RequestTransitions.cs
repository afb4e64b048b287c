using static DataRights.Requests.RequestStatus;

namespace DataRights.Requests;

/// <summary>The legal transitions of a request; everything else raises.</summary>
public static class RequestTransitions
{
    private static readonly Dictionary<RequestStatus, RequestStatus[]> Legal = new()
    {
        [Accepted] = [Scheduled, Queued, Completed, Cancelled],
        [Scheduled] = [Queued, Running, Cancelled],
        [Queued] = [Running, Cancelled, Failed],
        [Running] = [Running, Queued, Waiting, Completed, Failed, Cancelled],
        [Waiting] = [Queued, Cancelled, Failed],
        [Failed] = [Queued],
        [Completed] = [],
        [Cancelled] = [],
    };

    public static bool IsLegal(RequestStatus from, RequestStatus to) => Legal[from].Contains(to);

    /// <summary>The record in the new status with that outcome, and with the transition when others are to see one.</summary>
    /// <exception cref="InvalidOperationException">The transition is not legal.</exception>
    public static RequestRecord To(this RequestRecord record, RequestStatus status, DateTimeOffset at, string? outcome = null)
    {
        if (!IsLegal(record.Status, status))
        {
            throw new InvalidOperationException($"Request {record.Id} cannot go from {record.Status} to {status}.");
        }

        var next = record with { Status = status, Outcome = outcome };
        return IsSeen(record, status)
            ? next with { Transitions = [.. record.Transitions, new RequestTransition(record.Transitions.Count + 1, status, outcome, at)] }
            : next;
    }

    // Between two slices or tries of its work a request goes back to the queue; for others it is running all the while.
    private static bool IsSeen(RequestRecord record, RequestStatus next) =>
        (record.Status, next) is not (Running, Queued) && (record.Transitions.Count == 0 || record.Transitions[^1].Status != next);
}
