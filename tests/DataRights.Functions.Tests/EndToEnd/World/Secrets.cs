using System.Collections.Concurrent;

namespace DataRights.Functions.Tests.EndToEnd.World;

/// <summary>What opens something to whoever reads it: tokens, status secrets, links, keys. Too random to be guessed, so a hash of one tells nothing.</summary>
internal sealed class Secrets
{
    private readonly ConcurrentDictionary<string, string> purposes = new(StringComparer.Ordinal);

    public string Remember(string purpose, string secret)
    {
        purposes[secret] = purpose;
        return secret;
    }

    public IEnumerable<string> Find(string place, string content) => purposes
        .Where(p => p.Key.Split('.').Any(part => part.Length > 20 && content.Contains(part, StringComparison.Ordinal) && !IsHeader(part)))
        .Select(p => $"{place} shows {p.Value}");

    /// <summary>The first part of a token names its kind only.</summary>
    private static bool IsHeader(string part) => part.StartsWith("eyJhbGciOi", StringComparison.Ordinal);
}
