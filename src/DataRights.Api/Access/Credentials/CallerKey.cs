using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace DataRights.Api.Access.Credentials;

/// <summary>Makes the hash that a caller is counted by. Keyed anew by every process, so that it tells nothing elsewhere.</summary>
internal static class CallerKey
{
    private static readonly byte[] Key = RandomNumberGenerator.GetBytes(32);

    public static string Of(string kind, params IEnumerable<string> parts) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Key, Encoding.UTF8.GetBytes(JsonSerializer.Serialize<string[]>([kind, .. parts]))));
}
