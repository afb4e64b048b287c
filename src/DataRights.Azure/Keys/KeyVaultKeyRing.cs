using System.Collections.Concurrent;
using System.Globalization;
using Azure;
using Azure.Security.KeyVault.Secrets;
using DataRights.Subjects;

namespace DataRights.Azure.Keys;

/// <summary>
/// Keys as secrets of a key vault: <c>data-rights-PURPOSE-VERSION</c>, 32 bytes in base64, version 1 first. The highest
/// version is the one that new work uses; adding a secret rotates the key, and is seen within ten minutes. Needs the role
/// <c>Key Vault Secrets User</c>. Keys are held in memory for the life of the process; a version is never read twice. Safe
/// for concurrent use. Whoever deletes a secret loses what was sealed by it, beyond the vault's own recovery period.
/// </summary>
public sealed class KeyVaultKeyRing(SecretClient vault, TimeProvider time) : IKeyRing
{
    private const string Prefix = "data-rights-";
    private const int KeyBytes = 32;

    private static readonly TimeSpan ListFor = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<string, byte[]> keys = new(StringComparer.Ordinal);
    private readonly Lock listing = new();
    private Versions? versions;

    public int CurrentVersion(string purpose)
    {
        var known = Listed();
        return known.Latest.TryGetValue(purpose, out var latest)
            ? latest
            : throw new KeyRingException(
                $"The key vault has no secret {NameOf(purpose, 1)}. Make it: az keyvault secret set --vault-name NAME --name {NameOf(purpose, 1)} --value \"$(openssl rand -base64 32)\".", "key-missing");
    }

    public ReadOnlyMemory<byte> Key(string purpose, int version) =>
        keys.GetOrAdd(NameOf(purpose, version), name => Guard(() => Read(name, purpose)));

    private static string NameOf(string purpose, int version) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{purpose}-{version}");

    private byte[] Read(string name, string purpose)
    {
        KeyVaultSecret secret;
        try
        {
            secret = vault.GetSecret(name);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            throw new SealBrokenException(purpose, "key-unknown");
        }

        var key = new byte[KeyBytes];
        return Convert.TryFromBase64String(secret.Value.Trim(), key, out var length) && length == KeyBytes
            ? key
            : throw new KeyRingException($"The secret {name} of the key vault is not {KeyBytes} bytes in base64. Bring back its earlier version.", "key-damaged");
    }

    /// <summary>Listed anew when it is old; callers meanwhile wait for one listing rather than making many.</summary>
    private Versions Listed()
    {
        lock (listing)
        {
            var now = time.GetUtcNow();
            if (versions is { } fresh && now - fresh.At < ListFor)
            {
                return fresh;
            }

            try
            {
                return versions = new Versions(now, Guard(List));
            }
            catch (KeyRingException e) when (e.IsTransient && versions is not null)
            {
                // What was current ten minutes ago still opens and seals; a vault that is down for a while stops nothing.
                return versions = versions with { At = now - ListFor + TimeSpan.FromSeconds(30) };
            }
        }
    }

    private Dictionary<string, int> List()
    {
        var latest = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var secret in vault.GetPropertiesOfSecrets())
        {
            var dash = secret.Name.LastIndexOf('-');
            if (secret.Enabled != false && dash > Prefix.Length && secret.Name.StartsWith(Prefix, StringComparison.Ordinal)
                && int.TryParse(secret.Name.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var version) && version > 0)
            {
                var purpose = secret.Name[Prefix.Length..dash];
                latest[purpose] = Math.Max(version, latest.GetValueOrDefault(purpose));
            }
        }

        return latest;
    }

    private static T Guard<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (KeyVaultErrors.Of(e) is { } known)
        {
            throw known;
        }
    }

    private sealed record Versions(DateTimeOffset At, Dictionary<string, int> Latest);
}
