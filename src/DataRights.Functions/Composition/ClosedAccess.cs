using DataRights.Api.Access;
using DataRights.Api.Problems;
using Microsoft.AspNetCore.Http;

namespace DataRights.Functions.Composition;

/// <summary>Lets nobody in: the policy of a head to which no issuer of tokens was named.</summary>
internal sealed class ClosedAccess : IAccessPolicy
{
    public ValueTask DemandAsync(HttpRequest request, ApiOperation operation, CancellationToken cancellationToken) =>
        throw new ProblemException(new Problem("access-closed", StatusCodes.Status403Forbidden, "Nobody may call yet",
            "No issuer of tokens is named in the settings, so every call is refused."));
}
