using System.Globalization;

namespace DataRights.Api.Access.Settings;

/// <summary>Checks access settings at the host's start, all of them at once. Asks no network.</summary>
public static class AccessOptionsCheck
{
    private const int MostCalls = 1_000_000;

    /// <exception cref="AccessOptionsException">They cannot be used.</exception>
    public static void Require(AccessOptions options)
    {
        var faults = new List<string>();
        if (options.Service is null && options.Subject is null)
        {
            faults.Add("Access:Service and Access:Subject are both missing, so nobody could call. Set Access:Service:Authority and Access:Service:Audiences:0 for programs and operators, Access:Subject for people.");
        }

        IssuerOptionsCheck.Add(faults, "Access:Service", options.Service);
        IssuerOptionsCheck.Add(faults, "Access:Subject", options.Subject);
        if (options is { Service: { } service, Subject: { } subject } && IssuerOptionsCheck.MayBeSame(service, subject))
        {
            faults.Add("Access:Subject:Issuer is the issuer of Access:Service too, so whoever signs for people could make operators. Give the host application's backend an issuer of its own.");
        }

        Within(faults, "LongestSubjectToken", options.LongestSubjectToken, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        Within(faults, "FreshSignIn", options.FreshSignIn, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        Within(faults, "ClockSkew", options.ClockSkew, TimeSpan.Zero, TimeSpan.FromMinutes(5));
        Within(faults, "KeyLifetime", options.KeyLifetime, TimeSpan.FromMinutes(1), TimeSpan.FromDays(1));
        Within(faults, "KeyRefreshInterval", options.KeyRefreshInterval, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        Limit(faults, "ServicePerMinute", options.Limits.ServicePerMinute);
        Limit(faults, "SubjectPerMinute", options.Limits.SubjectPerMinute);
        Limit(faults, "AddressPerMinute", options.Limits.AddressPerMinute);
        Limit(faults, "FailuresPerMinute", options.Limits.FailuresPerMinute);
        if (faults.Count > 0)
        {
            throw new AccessOptionsException(faults);
        }
    }

    private static void Within(List<string> faults, string name, TimeSpan value, TimeSpan least, TimeSpan most)
    {
        if (value < least || value > most)
        {
            faults.Add(string.Create(CultureInfo.InvariantCulture, $"Access:{name} is {value}; it must be from {least} to {most} (hours:minutes:seconds)."));
        }
    }

    private static void Limit(List<string> faults, string name, int value)
    {
        if (value is < 1 or > MostCalls)
        {
            faults.Add(string.Create(CultureInfo.InvariantCulture, $"Access:Limits:{name} is {value}; it must be from 1 to {MostCalls}."));
        }
    }
}
