using DataRights.Api.Webhooks;

namespace DataRights.Api.Recipients;

/// <summary>Where a connection of the map leads that is called over HTTP, and what its calls are signed with.</summary>
public sealed record RecipientEndpoint
{
    /// <summary>An absolute https address (http to this machine only) without user name or fragment.</summary>
    public required Uri Address { get; init; }

    /// <summary>The secrets to sign with, as for webhooks: <c>whsec_</c> and base64. Every one makes a signature.</summary>
    public IReadOnlyList<string> Secrets { get; init; } = [];

    /// <summary>The signing keys, after checking everything.</summary>
    /// <param name="connection">The connection's name, for errors.</param>
    /// <exception cref="WebhookSettingException">A setting cannot be; the message names it and says how to mend it.</exception>
    public IReadOnlyList<WebhookSecret> Check(string connection)
    {
        if (!SafeAddress.IsSafe(Address) || Address.UserInfo.Length > 0 || Address.Fragment.Length > 0)
        {
            throw new WebhookSettingException($"Connections:{connection}",
                "must be an absolute https address without user name, password or fragment; http is for receivers on this machine only.");
        }

        var section = $"Recipients:{connection}:Secrets";
        return Secrets.Count is >= 1 and <= WebhookSecret.Most
            ? [.. Secrets.Select((text, i) => WebhookSecret.Parse(text, FormattableString.Invariant($"{section}:{i}")))]
            : throw new WebhookSettingException(section, FormattableString.Invariant($"must hold 1 to {WebhookSecret.Most} secrets, since the connection is called."));
    }

    /// <summary>Never shows the secrets.</summary>
    public override string ToString() => "recipient endpoint";
}
