using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace DataRights.Api.Tests.Access.Issuing;

/// <summary>A key pair that signs tokens by hand, so that a test can also write those that no library would.</summary>
internal sealed class SigningKey
{
    private readonly AsymmetricAlgorithm key;
    private readonly Func<byte[], byte[]> sign;

    private SigningKey(string algorithm, string kid, AsymmetricAlgorithm key, Func<byte[], byte[]> sign)
    {
        (Algorithm, Kid, this.key, this.sign) = (algorithm, kid, key, sign);
    }

    public string Algorithm { get; }

    public string Kid { get; }

    public string Pem => key.ExportSubjectPublicKeyInfoPem();

    /// <summary>The public key as a JSON Web Key.</summary>
    public string Jwk => JsonSerializer.Serialize(Members());

    public static SigningKey Create(string algorithm, string? kid = null)
    {
        kid ??= Guid.NewGuid().ToString("N");
        var hash = new HashAlgorithmName("SHA" + algorithm[2..]);
        if (algorithm[0] == 'E')
        {
            var ec = ECDsa.Create(algorithm[2..] switch { "256" => ECCurve.NamedCurves.nistP256, "384" => ECCurve.NamedCurves.nistP384, _ => ECCurve.NamedCurves.nistP521 });
            return new(algorithm, kid, ec, data => ec.SignData(data, hash));
        }

        var rsa = RSA.Create(2048);
        return new(algorithm, kid, rsa, data => rsa.SignData(data, hash, algorithm[0] == 'P' ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1));
    }

    /// <summary>A signed token whose header names this key, unless told otherwise.</summary>
    public string Sign(IReadOnlyDictionary<string, object> payload, string? kid = null) =>
        Compact(new() { ["alg"] = Algorithm, ["kid"] = kid ?? Kid, ["typ"] = "JWT" }, payload, sign);

    /// <summary>HS256 with the public key as the secret, which a verifier that does not look at the algorithm believes.</summary>
    public string SignAsSecret(IReadOnlyDictionary<string, object> payload, string secret) =>
        Compact(new() { ["alg"] = "HS256", ["kid"] = Kid }, payload, data => HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), data));

    public string Unsigned(IReadOnlyDictionary<string, object> payload, string algorithm) =>
        Compact(new() { ["alg"] = algorithm, ["kid"] = Kid }, payload, _ => []);

    private static string Compact(Dictionary<string, object> header, IReadOnlyDictionary<string, object> payload, Func<byte[], byte[]> sign)
    {
        var signed = $"{Encode(JsonSerializer.SerializeToUtf8Bytes(header))}.{Encode(JsonSerializer.SerializeToUtf8Bytes(payload))}";
        return $"{signed}.{Encode(sign(Encoding.ASCII.GetBytes(signed)))}";
    }

    private static string Encode(byte[] bytes) => Base64Url.EncodeToString(bytes);

    private Dictionary<string, string> Members()
    {
        var members = new Dictionary<string, string> { ["kid"] = Kid, ["use"] = "sig" };
        if (key is ECDsa ec)
        {
            var point = ec.ExportParameters(false);
            (members["kty"], members["crv"]) = ("EC", Algorithm[2..] == "512" ? "P-521" : "P-" + Algorithm[2..]);
            (members["x"], members["y"]) = (Encode(point.Q.X!), Encode(point.Q.Y!));
        }
        else
        {
            var numbers = ((RSA)key).ExportParameters(false);
            (members["kty"], members["n"], members["e"]) = ("RSA", Encode(numbers.Modulus!), Encode(numbers.Exponent!));
        }

        return members;
    }
}
