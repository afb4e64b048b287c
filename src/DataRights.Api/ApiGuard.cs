using DataRights.Api.Access;
using DataRights.Api.Access.Callers;
using DataRights.Api.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace DataRights.Api;

/// <summary>
/// What surrounds every call in every head: security headers, the access decision, and exceptions turned into problems.
/// An exception that nobody foresaw is logged by type and id only, since its text may quote data.
/// </summary>
public sealed class ApiGuard(IAccessPolicy access, ILogger<ApiGuard> logger)
{
    public async Task<IResult> RunAsync(HttpRequest request, ApiOperation operation, Func<ApiCaller, CancellationToken, Task<IResult>> call, CancellationToken cancellationToken)
    {
        SecurityHeaders.Set(request.HttpContext.Response);
        try
        {
            var caller = await access.DemandAsync(request, operation, cancellationToken);
            return await call(caller, cancellationToken);
        }
        catch (Exception exception) when (!IsCallerGone(exception, cancellationToken))
        {
            return (ProblemTable.Of(exception) ?? Unforeseen(exception, operation)).ToResult(request.HttpContext.Response);
        }
    }

    private static bool IsCallerGone(Exception exception, CancellationToken cancellationToken) =>
        exception is OperationCanceledException && cancellationToken.IsCancellationRequested;

    private Problem Unforeseen(Exception exception, ApiOperation operation)
    {
        var id = Guid.NewGuid().ToString("N");
        logger.LogError("The call {Operation} failed with {ExceptionType}; error id {ErrorId}.", operation, exception.GetType().FullName, id);
        return new Problem("internal", StatusCodes.Status500InternalServerError, "The call failed",
            "Something went wrong that is not the caller's fault. The call may be made again; if it keeps failing, give an operator the error id.")
        {
            ErrorId = id,
        };
    }
}
