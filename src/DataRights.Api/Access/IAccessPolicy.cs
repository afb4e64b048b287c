using DataRights.Api.Access.Callers;
using Microsoft.AspNetCore.Http;

namespace DataRights.Api.Access;

/// <summary>Decides whether a call may be made, and says who makes it. Asked before anything of the call is read or looked up.</summary>
public interface IAccessPolicy
{
    /// <summary>The caller, when the call may go on.</summary>
    /// <exception cref="Problems.ProblemException">It may not; the problem says why without giving anything away.</exception>
    ValueTask<ApiCaller> DemandAsync(HttpRequest request, ApiOperation operation, CancellationToken cancellationToken);
}
