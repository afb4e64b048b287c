using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Newtonsoft.Json.Linq;

namespace DataRights.Signing;

/// <summary>
/// Checks <see cref="SignedDocument"/>s against public keys, offline. The algorithm is ES256 whatever the header says: a header that
/// says another is refused, and none is looked up by it. What is given out is what was signed, never the plain text beside it.
/// </summary>
public sealed class SignedDocumentReader(PublicKeySet keys)
{
    private static readonly string[] SignedMembers = [SignedDocument.Protected, SignedDocument.Payload, SignedDocument.Signed];

    /// <summary>The statement of that type, or why it does not hold. Never raises for what the file holds.</summary>
    public SignedReading Read(ReadOnlyMemory<byte> file, string type)
    {
        if (StrictJson.Object(file.Span) is not { } document)
        {
            return SignedReading.Broken("malformed", "The file is not one JSON object, or it was cut off or altered so that it no longer is.");
        }

        if (!SignedMembers.Any(document.ContainsKey))
        {
            return SignedReading.Broken("unsigned", "The file carries no signature. It was issued before statements were signed, or the signature was taken off.");
        }

        if (Bytes(document, SignedDocument.Protected) is not { } header || Bytes(document, SignedDocument.Payload) is not { } payload || Bytes(document, SignedDocument.Signed) is not { } signature)
        {
            return SignedReading.Broken("malformed", "The members protected, payload and signature are not all there, each as text in base64url.");
        }

        return Check(document, header, payload, signature, type);
    }

    private SignedReading Check(JObject document, byte[] protectedBytes, byte[] payload, byte[] signature, string type)
    {
        if (StrictJson.Object(protectedBytes) is not { } json || JwsHeader.Of(json) is not { } header)
        {
            return SignedReading.Broken("malformed", "The signature's header is not one that this system writes.");
        }

        if (header.Algorithm != Signature.Algorithm)
        {
            return SignedReading.Broken("algorithm", $"The header names another algorithm than {Signature.Algorithm}, the only one this system signs with.");
        }

        if (header.Type != type)
        {
            return SignedReading.Broken("type", $"The header says that this is something else than a statement of the type {type}.");
        }

        if (keys.Find(header.KeyId) is not { } key)
        {
            return SignedReading.Broken("unknown-key", "The key that the header names is not among the keys that were given. Take the keys from the address that issued the statement.");
        }

        var signed = Encoding.ASCII.GetBytes($"{(string)document[SignedDocument.Protected]!}.{(string)document[SignedDocument.Payload]!}");
        using var verifier = ECDsa.Create(key.ToParameters());
        if (!verifier.VerifyData(signed, signature, HashAlgorithmName.SHA256))
        {
            return SignedReading.Broken("signature", "The signature does not fit: what was signed was altered, or another key signed it.");
        }

        return StrictJson.Object(payload) is not { } statement ? SignedReading.Broken("malformed", "What was signed is not one JSON object.")
            : !JToken.DeepEquals(Plain(document), statement) ? SignedReading.Broken("plain-differs", "The signature holds, but the text beside it is not what was signed: the text was altered.")
            : new(statement, header.KeyId, null);
    }

    private static JObject Plain(JObject document)
    {
        var plain = (JObject)document.DeepClone();
        foreach (var member in SignedMembers)
        {
            plain.Remove(member);
        }

        return plain;
    }

    /// <summary>The member's bytes; null unless it is the one base64url text of them.</summary>
    private static byte[]? Bytes(JObject document, string name)
    {
        if (document[name] is not JValue { Type: JTokenType.String } value || (string)value! is not { } text || !Base64Url.IsValid(text))
        {
            return null;
        }

        try
        {
            var bytes = Base64Url.DecodeFromChars(text);
            return Base64Url.EncodeToString(bytes) == text ? bytes : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
