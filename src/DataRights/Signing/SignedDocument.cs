using System.Buffers.Text;
using System.Text;
using Newtonsoft.Json;

namespace DataRights.Signing;

/// <summary>
/// A statement and its signature in one JSON file: a flattened JWS (RFC 7515 7.2.2, ES256) whose further members, which other
/// readers ignore as the RFC demands, say in plain what the payload says in base64url. So one file can be read by a person and
/// checked by any JWS library. Signing again gives another signature of the same statement; both hold.
/// </summary>
public static class SignedDocument
{
    internal const string Protected = "protected";
    internal const string Payload = "payload";
    internal const string Signed = "signature";

    /// <summary>How often the key may change between naming and using it before that counts as trouble.</summary>
    private const int MostTries = 5;

    /// <summary>Signs a statement, the text of one JSON object in lines; <paramref name="type"/> becomes the header's <c>typ</c>.</summary>
    /// <exception cref="Subjects.KeyRingException">The key cannot be used now.</exception>
    public static async Task<byte[]> SignAsync(ISigner signer, string type, string statement, CancellationToken cancellationToken)
    {
        var payload = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(statement));
        for (var attempt = 0; attempt < MostTries; attempt++)
        {
            var key = (await signer.PublicKeysAsync(cancellationToken))[0].KeyId;
            var header = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(new JwsHeader(Signature.Algorithm, key, type).ToJson()));
            var signature = await signer.SignAsync(Encoding.ASCII.GetBytes($"{header}.{payload}"), cancellationToken);
            if (signature.KeyId == key)
            {
                return Encoding.UTF8.GetBytes(Compose(statement, header, payload, Base64Url.EncodeToString(signature.Value.Span)));
            }
        }

        throw new Subjects.KeyRingException("The signing key kept changing while a statement was signed.", "key-changing", transient: true);
    }

    private static string Compose(string statement, string header, string payload, string signature)
    {
        var open = statement.TrimEnd()[..^1].TrimEnd();
        return $"{open},\n  \"{Protected}\": {JsonConvert.ToString(header)},\n  \"{Payload}\": {JsonConvert.ToString(payload)},\n  \"{Signed}\": {JsonConvert.ToString(signature)}\n}}\n";
    }
}
