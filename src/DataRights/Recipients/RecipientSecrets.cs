using System.Text;
using DataRights.Requests;
using DataRights.Subjects;
using Newtonsoft.Json;

namespace DataRights.Recipients;

/// <summary>What a telling needs and nobody may read. <see cref="Address"/> is where the recipient can be asked, once it has named it.</summary>
internal sealed record RecipientSecrets(IReadOnlyList<Identifier> Identifiers, string CallbackSecret, string? Address)
{
    /// <summary>Sealed for one request and recipient, in base64.</summary>
    public string Seal(ISealer sealer, string key) =>
        Convert.ToBase64String(sealer.Seal(KeyPurposes.Sealing, Owner(key), Encoding.UTF8.GetBytes(JsonConvert.SerializeObject(this))));

    /// <exception cref="SealBrokenException">It does not open.</exception>
    /// <exception cref="RequestCorruptException">The state is open and holds nothing sealed.</exception>
    public static RecipientSecrets Open(ISealer sealer, RecipientState state)
    {
        var buffer = new byte[state.Sealed?.Length ?? 0];
        return state.Sealed is { } text && Convert.TryFromBase64String(text, buffer, out var length)
            ? JsonConvert.DeserializeObject<RecipientSecrets>(
                Encoding.UTF8.GetString(sealer.Open(KeyPurposes.Sealing, Owner(state.Key), buffer.AsSpan(0, length))),
                new JsonSerializerSettings { DateParseHandling = DateParseHandling.None })!
            : throw new RequestCorruptException(Storage.ObjectNames.Recipient(state.RequestId, state.Recipient), "it is open and has nothing to tell");
    }

    /// <summary>Shows nothing of the person.</summary>
    public override string ToString() => "sealed content";

    private static string Owner(string key) => $"{key}/telling";
}
