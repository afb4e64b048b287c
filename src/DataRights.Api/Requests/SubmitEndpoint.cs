using DataRights.Api.Access;
using DataRights.Api.Access.Callers;
using DataRights.Api.Json;
using DataRights.Api.Problems;
using DataRights.Requests;
using Microsoft.AspNetCore.Http;

namespace DataRights.Api.Requests;

/// <summary>
/// <c>POST /api/requests</c>: 202 with Location while there is work to do, 201 when the new request has ended already
/// (nobody was found), 200 when the request was there before. The status secret and the opening are in the first two, once.
/// </summary>
public sealed class SubmitEndpoint(ApiGuard guard, IRequestService requests)
{
    public Task<IResult> HandleAsync(HttpRequest request, CancellationToken cancellationToken) =>
        guard.RunAsync(request, ApiOperation.Submit, (caller, token) => SubmitAsync(request, caller, token), cancellationToken);

    private async Task<IResult> SubmitAsync(HttpRequest request, ApiCaller caller, CancellationToken cancellationToken)
    {
        var key = IdempotencyKey.Read(request);
        using var body = await JsonBody.ReadAsync(request, cancellationToken);
        var submission = SubmissionBody.Read(body.RootElement, key, (caller as SubjectCaller)?.Identifiers);
        if (submission.RepeatAllowedBy is { } role && !(caller is ServiceCaller service && service.Roles.Contains(role)))
        {
            throw new ProblemException(AccessProblems.RepeatNotAllowed());
        }

        var result = await requests.SubmitAsync(submission, cancellationToken);
        var status = (result.Created, result.Request.IsOpen) switch
        {
            (false, _) => StatusCodes.Status200OK,
            (true, true) => StatusCodes.Status202Accepted,
            (true, false) => StatusCodes.Status201Created,
        };
        return RequestResults.Located(request, result.Request, status, result);
    }
}
