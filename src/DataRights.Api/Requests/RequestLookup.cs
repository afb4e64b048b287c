using DataRights.Api.Problems;
using DataRights.Requests;

namespace DataRights.Api.Requests;

/// <summary>Finds the request that a path names, or ends the call with 404.</summary>
public sealed class RequestLookup(IRequestService requests)
{
    /// <exception cref="ProblemException">There is no such request.</exception>
    public Task<RequestRecord> FindAsync(string id, CancellationToken cancellationToken) =>
        FindAsync(id, requests.GetAsync, cancellationToken);

    /// <summary>The record that the call on the service leaves behind.</summary>
    /// <exception cref="ProblemException">There is no such request.</exception>
    public static async Task<RequestRecord> FindAsync(string id, Func<string, CancellationToken, Task<RequestRecord?>> call, CancellationToken cancellationToken) =>
        (RequestId.TryParse(id, out var known) ? await call(known, cancellationToken) : null)
        ?? throw new ProblemException(Problem.RequestNotFound());
}
