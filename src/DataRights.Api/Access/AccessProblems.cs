using System.Globalization;
using DataRights.Api.Problems;
using Microsoft.AspNetCore.Http;

namespace DataRights.Api.Access;

/// <summary>Refusals, with their challenges (RFC 6750, RFC 9470). None tells whether what was asked for exists.</summary>
public static class AccessProblems
{
    private const string Scheme = "Bearer realm=\"data-rights\"";

    public static Problem NoCredential() => new("credential-missing", StatusCodes.Status401Unauthorized, "The call shows no credential",
        "Send 'Authorization: Bearer …' with a token of the service issuer, a subject token, or a status secret.")
    {
        Challenge = Scheme,
    };

    public static Problem InvalidCredential() => new("credential-invalid", StatusCodes.Status401Unauthorized, "The credential is not good here",
        "It must be one bearer token in one Authorization header, signed by an issuer that is trusted here, for this audience, within its time. Get a new one; an operator finds the reason in the log.")
    {
        Challenge = Scheme + ", error=\"invalid_token\"",
    };

    public static Problem NotAllowed() => new("not-allowed", StatusCodes.Status403Forbidden, "The caller may not do that",
        "The credential is good, but not for this call. The documentation lists which caller may make which call; no role downloads archives.")
    {
        Challenge = Scheme + ", error=\"insufficient_scope\"",
    };

    public static Problem SignInAgain(TimeSpan within)
    {
        var seconds = ((long)within.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return new("sign-in-again", StatusCodes.Status401Unauthorized, "The sign-in is too long ago",
            $"An archive is given to a person who signed in at most {seconds} seconds ago. Have the person sign in again, and send a subject token with that moment in 'auth_time'.")
        {
            Challenge = $"{Scheme}, error=\"insufficient_user_authentication\", error_description=\"A more recent authentication is required\", max_age=\"{seconds}\"",
        };
    }

    public static Problem OtherPerson() => new("subject-mismatch", StatusCodes.Status403Forbidden, "The body names somebody else than the token",
        "With a subject token, leave 'identifiers' out of the body, or give exactly those of the token.")
    {
        Pointer = "/identifiers",
        Challenge = Scheme + ", error=\"insufficient_scope\"",
    };

    public static Problem RepeatNotAllowed() => new("repeat-not-allowed", StatusCodes.Status403Forbidden, "Only an operator allows another export so soon",
        "Leave 'allowRepeat' out, or send a token with the role DataRights.Operate beside DataRights.Submit.")
    {
        Pointer = "/allowRepeat",
        Challenge = Scheme + ", error=\"insufficient_scope\"",
    };

    public static Problem TooMany(TimeSpan retryAfter) => new("rate-limited", StatusCodes.Status429TooManyRequests, "Too many calls",
        "Make the same call again after the time in Retry-After. An operator sets the limits.")
    {
        RetryAfter = retryAfter,
    };

    public static Problem KeysUnavailable() => new("keys-unavailable", StatusCodes.Status503ServiceUnavailable, "The issuer's keys cannot be had",
        "The token could not be checked, since its issuer does not give out its keys now. Make the same call again later.")
    {
        RetryAfter = TimeSpan.FromSeconds(10),
    };
}
