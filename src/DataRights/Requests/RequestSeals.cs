using System.Text;
using DataRights.Sources;
using DataRights.Subjects;
using Newtonsoft.Json;

namespace DataRights.Requests;

/// <summary>
/// Seals a request's root key and identifiers for its record, in base64. What was sealed for one request or field does
/// not open for another.
/// </summary>
/// <exception cref="SealBrokenException">Sealed content does not open.</exception>
public sealed class RequestSeals(ISealer sealer)
{
    public string SealRoot(string requestId, RootKey root) =>
        Seal(RootOwner(requestId), new StoredRoot(root.Collection, root.Key.Values));

    public RootKey OpenRoot(RequestRecord record)
    {
        var root = Open<StoredRoot>(RootOwner(record.Id), record.SealedRootKey);
        return new RootKey(root.Collection, new Key(root.Key));
    }

    public string SealIdentifiers(string requestId, IReadOnlyList<Identifier> identifiers) =>
        Seal(IdentifiersOwner(requestId), identifiers);

    public IReadOnlyList<Identifier> OpenIdentifiers(RequestRecord record) =>
        Open<List<Identifier>>(IdentifiersOwner(record.Id), record.SealedIdentifiers);

    private static string RootOwner(string requestId) => $"{requestId}/root-key";

    private static string IdentifiersOwner(string requestId) => $"{requestId}/identifiers";

    private string Seal<T>(string owner, T content) =>
        Convert.ToBase64String(sealer.Seal(KeyPurposes.Sealing, owner, Encoding.UTF8.GetBytes(JsonConvert.SerializeObject(content))));

    private T Open<T>(string owner, string? content)
    {
        var buffer = new byte[content?.Length ?? 0];
        return content is not null && Convert.TryFromBase64String(content, buffer, out var length)
            ? JsonConvert.DeserializeObject<T>(
                Encoding.UTF8.GetString(sealer.Open(KeyPurposes.Sealing, owner, buffer.AsSpan(0, length))),
                new JsonSerializerSettings { DateParseHandling = DateParseHandling.None })!
            : throw new SealBrokenException(KeyPurposes.Sealing, content is null ? "destroyed" : "not-base64");
    }

    private sealed record StoredRoot(string Collection, IReadOnlyList<string> Key);
}
