namespace DataRights.Api.Access.Settings;

/// <summary>Who may call: section <c>Access</c> of a head's settings. At least one issuer must be given; nobody is let in without one.</summary>
public sealed record AccessOptions
{
    public const string Section = "Access";

    /// <summary>Issues tokens with app roles to programs and operators: Entra ID or any OpenID Connect provider.</summary>
    public IssuerOptions? Service { get; init; }

    /// <summary>Issues subject tokens: the host application's backend, with keys of its own.</summary>
    public IssuerOptions? Subject { get; init; }

    /// <summary>How long a subject token may be good, from <c>iat</c> to <c>exp</c>; at most an hour.</summary>
    public TimeSpan LongestSubjectToken { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How long ago the person may have signed in (<c>auth_time</c>) to download an archive; at most an hour.</summary>
    public TimeSpan FreshSignIn { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How far the clocks of issuers may be off; at most five minutes.</summary>
    public TimeSpan ClockSkew { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often keys are fetched anew, so that withdrawn ones go; one minute to a day.</summary>
    public TimeSpan KeyLifetime { get; init; } = TimeSpan.FromHours(6);

    /// <summary>How soon keys may be fetched again for a token whose key is unknown; one second to an hour.</summary>
    public TimeSpan KeyRefreshInterval { get; init; } = TimeSpan.FromMinutes(1);

    public CallLimitOptions Limits { get; init; } = new();
}
