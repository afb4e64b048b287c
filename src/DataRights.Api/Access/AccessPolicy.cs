using DataRights.Api.Access.Callers;
using DataRights.Api.Access.Credentials;
using DataRights.Api.Access.Limits;
using DataRights.Api.Access.Settings;
using DataRights.Api.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace DataRights.Api.Access;

/// <summary>
/// Takes the credential of a call, limits how often its bearer calls, and compares with <see cref="AccessRules"/>.
/// Nothing is looked up for it, so its refusals are the same whether what was asked for exists or not.
/// </summary>
internal sealed class AccessPolicy(CredentialReader credentials, CallLimits limits, AccessOptions options, TimeProvider time, ILogger<AccessPolicy> logger) : IAccessPolicy
{
    public async ValueTask<ApiCaller> DemandAsync(HttpRequest request, ApiOperation operation, CancellationToken cancellationToken)
    {
        var read = await credentials.ReadAsync(request, cancellationToken);
        if (read.Caller is not { } caller)
        {
            logger.LogInformation("A credential was refused: {Reason}.", read.Refusal);
            throw Refused(request, AccessProblems.InvalidCredential());
        }

        if (caller is AnonymousCaller && !AccessRules.Allows(caller, operation))
        {
            throw Refused(request, AccessProblems.NoCredential());
        }

        limits.Count(caller, request);
        if (!AccessRules.Allows(caller, operation))
        {
            throw new ProblemException(AccessProblems.NotAllowed());
        }

        if (operation == ApiOperation.Archive && !IsFresh(caller))
        {
            throw new ProblemException(AccessProblems.SignInAgain(options.FreshSignIn));
        }

        return caller;
    }

    private ProblemException Refused(HttpRequest request, Problem problem)
    {
        limits.CountFailure(request);
        return new ProblemException(problem);
    }

    private bool IsFresh(ApiCaller caller)
    {
        var age = time.GetUtcNow() - (caller as SubjectCaller)?.SignedIn;
        return age <= options.FreshSignIn + options.ClockSkew && age >= -options.ClockSkew;
    }
}
