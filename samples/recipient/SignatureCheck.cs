using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace DataRights.Samples.Recipient;

/// <summary>Checks a call by Standard Webhooks: one of the signatures must be right, and the timestamp of now.</summary>
public sealed class SignatureCheck(string secretFile, TimeProvider time)
{
    private const string Prefix = "whsec_";

    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    public bool Holds(IHeaderDictionary headers, byte[] body)
    {
        var (id, stamp) = (headers["webhook-id"].ToString(), headers["webhook-timestamp"].ToString());
        if (!long.TryParse(stamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || (time.GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds(seconds)).Duration() > Tolerance)
        {
            return false;
        }

        byte[] content = [.. Encoding.UTF8.GetBytes($"{id}.{stamp}."), .. body];
        var shown = headers["webhook-signature"].ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return Secrets().Any(secret =>
        {
            var expected = Encoding.ASCII.GetBytes("v1," + Convert.ToBase64String(HMACSHA256.HashData(secret, content)));
            return shown.Any(s => CryptographicOperations.FixedTimeEquals(expected, Encoding.ASCII.GetBytes(s)));
        });
    }

    private IEnumerable<byte[]> Secrets() => File.ReadAllLines(secretFile)
        .Select(line => line.Trim())
        .Where(line => line.StartsWith(Prefix, StringComparison.Ordinal))
        .Select(line => Convert.FromBase64String(line[Prefix.Length..]));
}
