using System.Net;
using DataRights.Api.Access.Callers;
using DataRights.Api.Problems;
using Microsoft.AspNetCore.Http;

namespace DataRights.Api.Access;

/// <summary>
/// For development: before another policy is asked, keeps out whoever is not on this machine. A page of another site
/// that a browser on this machine shows is somebody else: its calls are told by their Host (DNS rebinding) or Origin header.
/// </summary>
public sealed class LoopbackOnly(IAccessPolicy then) : IAccessPolicy
{
    public ValueTask<ApiCaller> DemandAsync(HttpRequest request, ApiOperation operation, CancellationToken cancellationToken)
    {
        var peer = request.HttpContext.Connection.RemoteIpAddress;
        var allowed = peer is not null && IPAddress.IsLoopback(peer) && IsLocalName(request.Host.Host) && IsOwnOrigin(request);
        return allowed ? then.DemandAsync(request, operation, cancellationToken) : throw new ProblemException(Problem.LoopbackOnly());
    }

    private static bool IsLocalName(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    private static bool IsOwnOrigin(HttpRequest request)
    {
        var origin = request.Headers.Origin;
        return origin.Count == 0
            || (origin.Count == 1 && string.Equals(origin[0], $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase));
    }
}
