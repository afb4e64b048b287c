namespace DataRights.Api.Webhooks;

/// <summary>Where webhooks go and how they are signed: the settings of section <c>Webhooks</c>. Without an endpoint nothing is announced.</summary>
public sealed record WebhookOptions
{
    public const string Section = "Webhooks";

    /// <summary>An absolute https address (http to this machine only) without user name or fragment.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>
    /// The secrets to sign with, each <c>whsec_</c> and the base64 of 24 to 64 random bytes. Every one makes a signature,
    /// so that a receiver accepts both the old and the new one while they are exchanged.
    /// </summary>
    public IReadOnlyList<string> Secrets { get; init; } = [];

    /// <summary>How long one attempt may take, from connecting to the answer's headers.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The signing keys, after checking everything.</summary>
    /// <exception cref="WebhookSettingException">A setting cannot be; the message names it and says how to mend it.</exception>
    public IReadOnlyList<WebhookSecret> Check()
    {
        if (Endpoint is not { } endpoint)
        {
            return [];
        }

        Require(SafeAddress.IsSafe(endpoint), nameof(Endpoint), "must be an absolute https address; http is for receivers on this machine only.");
        Require(endpoint.UserInfo.Length == 0 && endpoint.Fragment.Length == 0,
            nameof(Endpoint), "must not hold a user name, password or fragment; receivers know us by the signature.");
        Require(Timeout > TimeSpan.Zero && Timeout <= TimeSpan.FromMinutes(1), nameof(Timeout), "must be more than nothing and at most one minute.");
        Require(Secrets.Count is >= 1 and <= WebhookSecret.Most, nameof(Secrets), FormattableString.Invariant($"must hold 1 to {WebhookSecret.Most} secrets, since an endpoint is set."));
        return [.. Secrets.Select((text, i) => WebhookSecret.Parse(text, FormattableString.Invariant($"{Section}:{nameof(Secrets)}:{i}")))];
    }

    /// <summary>Never shows the secrets.</summary>
    public override string ToString() => FormattableString.Invariant($"webhooks {(Endpoint is null ? "off" : "on")}, {Secrets.Count} secrets");

    private static void Require(bool holds, string name, string what)
    {
        if (!holds)
        {
            throw new WebhookSettingException($"{Section}:{name}", what);
        }
    }
}
