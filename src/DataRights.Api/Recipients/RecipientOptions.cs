using DataRights.Api.Webhooks;

namespace DataRights.Api.Recipients;

/// <summary>Everybody who is called because of a deletion: recipients and the freeze hook, by connection of the map.</summary>
public sealed record RecipientOptions
{
    public IReadOnlyDictionary<string, RecipientEndpoint> Endpoints { get; init; } = new Dictionary<string, RecipientEndpoint>();

    /// <summary>Under which address recipients reach this API when they call back; null where it is not known. Asked for at each call.</summary>
    public Func<Uri?> CallbackAddress { get; init; } = () => null;

    /// <summary>How long one call to a recipient may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The signing keys of each connection, after checking everything.</summary>
    /// <exception cref="WebhookSettingException">A setting cannot be.</exception>
    public IReadOnlyDictionary<string, IReadOnlyList<WebhookSecret>> Check() => Endpoints.ToDictionary(e => e.Key, e => e.Value.Check(e.Key), StringComparer.Ordinal);
}
