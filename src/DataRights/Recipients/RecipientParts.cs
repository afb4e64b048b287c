using DataRights.Deletion.Holds;
using DataRights.Mapping;
using DataRights.Requests;
using DataRights.Sources;

namespace DataRights.Recipients;

/// <summary>What everything that tells recipients works with.</summary>
/// <param name="Map">The data map.</param>
/// <param name="Sources">Where the person's row is read.</param>
/// <param name="Ports">State, messages, proof and time.</param>
/// <param name="Transport">Makes the calls; null where the host makes none.</param>
/// <param name="Supplements">Hears of what came after a receipt; null where nobody does.</param>
public sealed record RecipientParts(DataMap Map, SourceSet Sources, RequestPorts Ports, IRecipientTransport? Transport, IReceiptSupplements? Supplements)
{
    /// <summary>Tells whether a hold is on everything of a person, who then is told of to nobody; null where nothing is ever held.</summary>
    public HoldBook? Holds { get; init; }

    internal RecipientStore Store => new(Ports.Objects);

    internal RecipientQueue Queue => new(Ports.Queue, Ports.Clock);

    /// <summary>The connection by which the recipient can be called from here; null when it cannot.</summary>
    internal string? ConnectionOf(string recipient) =>
        Map.Sources.FirstOrDefault(s => s.Name == recipient && s.Kind == SourceKind.Http)?.Connection is { } connection && Transport?.Reaches(connection) == true
            ? connection
            : null;

    /// <summary>How the recipient confirms by the map as it is now.</summary>
    internal ConfirmedBy ConfirmationOf(string recipient) => Map.Recipients.FirstOrDefault(r => r.Source == recipient)?.Confirm ?? ConfirmedBy.Answer;
}
