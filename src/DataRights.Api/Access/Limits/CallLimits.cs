using DataRights.Api.Access.Callers;
using DataRights.Api.Access.Settings;
using DataRights.Api.Problems;
using Microsoft.AspNetCore.Http;

namespace DataRights.Api.Access.Limits;

/// <summary>
/// Counts calls: by client or person where the credential is known to be good, else by address. A refused credential
/// counts for its address alone, so that a good caller behind the same address is not kept out. Counts for this process.
/// </summary>
internal sealed class CallLimits(AccessOptions options) : IDisposable
{
    private readonly LimiterTable service = new(options.Limits.ServicePerMinute);
    private readonly LimiterTable subject = new(options.Limits.SubjectPerMinute);
    private readonly LimiterTable address = new(options.Limits.AddressPerMinute);
    private readonly LimiterTable failures = new(options.Limits.FailuresPerMinute);

    /// <exception cref="ProblemException">Code <c>rate-limited</c>.</exception>
    public void Count(ApiCaller caller, HttpRequest request)
    {
        var wait = caller switch
        {
            ServiceCaller known => service.Take(known.Key),
            SubjectCaller known => subject.Take(known.Key),
            _ => address.Take(CallerAddress.KeyOf(request, options.Limits.AddressHeader)),
        };
        Require(wait);
    }

    /// <exception cref="ProblemException">Code <c>rate-limited</c>.</exception>
    public void CountFailure(HttpRequest request) => Require(failures.Take(CallerAddress.KeyOf(request, options.Limits.AddressHeader)));

    public void Dispose()
    {
        service.Dispose();
        subject.Dispose();
        address.Dispose();
        failures.Dispose();
    }

    private static void Require(TimeSpan? wait)
    {
        if (wait is { } time)
        {
            throw new ProblemException(AccessProblems.TooMany(time));
        }
    }
}
