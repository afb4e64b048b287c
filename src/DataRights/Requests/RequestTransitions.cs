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

    /// <summary>The record in the new status.</summary>
    /// <exception cref="InvalidOperationException">The transition is not legal.</exception>
    public static RequestRecord To(this RequestRecord record, RequestStatus status) =>
        IsLegal(record.Status, status)
            ? record with { Status = status }
            : throw new InvalidOperationException($"Request {record.Id} cannot go from {record.Status} to {status}.");
}
