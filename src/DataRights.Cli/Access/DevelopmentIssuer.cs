using System.Security.Cryptography;
using DataRights.Api.Access.Settings;
using DataRights.Cli.Terminal;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace DataRights.Cli.Access;

/// <summary>
/// Stands in for the identity provider and the host application's backend of a real deployment: signs (ES256) the tokens
/// that the embedded host trusts. Whoever may read its key, which lies in the data directory, may call as anybody.
/// </summary>
public sealed class DevelopmentIssuer
{
    private const string KeyFile = "development-issuer.pem";
    private const string ServiceIssuer = "urn:data-rights:development:service";
    private const string SubjectIssuer = "urn:data-rights:development:subject";
    private const string Audience = "data-rights";
    private const int DevelopmentLimit = 1_000_000;

    private static readonly TimeSpan ServiceTokenLifetime = TimeSpan.FromDays(7);

    private readonly JsonWebTokenHandler handler = new() { SetDefaultTimesOnTokenCreation = false };
    private readonly SigningCredentials signing;
    private readonly TimeProvider time;

    private DevelopmentIssuer(ECDsa key, TimeProvider time)
    {
        this.time = time;
        signing = new(new ECDsaSecurityKey(key), SecurityAlgorithms.EcdsaSha256);
        var pem = key.ExportSubjectPublicKeyInfoPem();
        Options = new()
        {
            Service = new() { Issuer = ServiceIssuer, Audiences = [Audience], Pem = pem },
            Subject = new() { Issuer = SubjectIssuer, Audiences = [Audience], Pem = pem },
            Limits = new() { ServicePerMinute = DevelopmentLimit, SubjectPerMinute = DevelopmentLimit, AddressPerMinute = DevelopmentLimit },
        };
    }

    /// <summary>What the host is to trust.</summary>
    public AccessOptions Options { get; }

    /// <summary>Opens the issuer whose key lies there, making one when there is none.</summary>
    /// <exception cref="CommandException">The key file cannot be used.</exception>
    public static DevelopmentIssuer Open(string keyDirectory, TimeProvider time)
    {
        var path = Path.Combine(keyDirectory, KeyFile);
        var text = PrivateFiles.Read(path) ?? Make(path);
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(text);
            return new(key, time);
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            key.Dispose();
            throw new CommandException($"{path} is damaged. Remove it; the next start of the host makes a new one, and earlier tokens are no longer good.", ExitCodes.BadInput);
        }
    }

    /// <summary>A token of a program or an operator with these app roles, good for a week.</summary>
    public string ServiceToken(IReadOnlyList<string> roles) =>
        Sign(ServiceIssuer, ServiceTokenLifetime, new() { ["sub"] = "development", ["roles"] = roles });

    /// <summary>A token of a person who has just signed in.</summary>
    public string SubjectToken(IReadOnlyDictionary<string, string> identifiers) =>
        Sign(SubjectIssuer, Options.LongestSubjectToken, new()
        {
            ["identifiers"] = new Dictionary<string, object>(identifiers.Select(i => KeyValuePair.Create(i.Key, (object)i.Value))),
            ["auth_time"] = time.GetUtcNow().ToUnixTimeSeconds(),
        });

    /// <summary>Another process may make one at the same moment; the first to write wins.</summary>
    private static string Make(string path)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        PrivateFiles.Write(path, key.ExportPkcs8PrivateKeyPem() + "\n", overwrite: false);
        return PrivateFiles.Read(path)!;
    }

    private string Sign(string issuer, TimeSpan lifetime, Dictionary<string, object> claims)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer, Audience = Audience, Claims = claims, IssuedAt = now, Expires = now + lifetime, SigningCredentials = signing,
        });
    }
}
