using DataRights.Api.Access;
using DataRights.Api.Access.Callers;
using DataRights.Api.Problems;
using DataRights.Requests;

namespace DataRights.Api.Requests;

/// <summary>Finds the request that a path names, if the caller may reach it, or ends the call with 404: the same for one that is another's.</summary>
public sealed class RequestLookup(IRequestService requests, RequestScope scope)
{
    /// <exception cref="ProblemException">There is no such request for the caller.</exception>
    public async Task<RequestRecord> FindAsync(ApiCaller caller, string id, CancellationToken cancellationToken)
    {
        var isTheirs = await scope.OfAsync(caller, cancellationToken);
        var record = RequestId.TryParse(id, out var known) ? await requests.GetAsync(known, cancellationToken) : null;
        return isTheirs(record) ? record! : throw new ProblemException(Problem.RequestNotFound());
    }

    /// <summary>The record that the call on the service leaves behind. Whose a request is never changes, so it is looked at once.</summary>
    /// <exception cref="ProblemException">There is no such request for the caller.</exception>
    public async Task<RequestRecord> ActAsync(
        ApiCaller caller, string id, Func<string, CancellationToken, Task<RequestRecord?>> call, CancellationToken cancellationToken)
    {
        var record = await FindAsync(caller, id, cancellationToken);
        return await call(record.Id, cancellationToken) ?? throw new ProblemException(Problem.RequestNotFound());
    }
}
