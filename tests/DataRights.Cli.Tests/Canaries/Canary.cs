using System.Security.Cryptography;
using System.Text;

namespace DataRights.Cli.Tests.Canaries;

/// <summary>
/// A recognisable value and the traces it may leave: itself, in any case; encoded; or hashed without a key, which tells
/// a value to whoever can guess it.
/// </summary>
internal sealed class Canary
{
    private readonly List<(string Name, byte[] Bytes)> traces = [];

    public Canary(string value)
    {
        Value = value;
        foreach (var (encoding, bytes) in new[] { ("UTF-8", Encoding.UTF8.GetBytes(value)), ("UTF-16", Encoding.Unicode.GetBytes(value)) })
        {
            Add(encoding, bytes);
            Add($"{encoding} in hex", Encoding.ASCII.GetBytes(Convert.ToHexStringLower(bytes)));

            // Base64 spells a text in one of three ways, by where in the whole it begins; its edges belong to the neighbours.
            for (var shift = 0; shift < 3; shift++)
            {
                var spelled = Convert.ToBase64String([.. new byte[shift], .. bytes]).TrimEnd('=')[(shift == 0 ? 0 : 4)..^2];
                Add($"{encoding} in Base64", Encoding.ASCII.GetBytes(spelled.ToLowerInvariant()));
            }
        }

        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(value));
        Add("SHA-256", hash);
        Add("SHA-256 in hex", Encoding.ASCII.GetBytes(Convert.ToHexStringLower(hash)));
        Add("SHA-256 in Base64", Encoding.ASCII.GetBytes(Convert.ToBase64String(hash).TrimEnd('=').ToLowerInvariant()));
    }

    public string Value { get; }

    /// <summary>How the value shows in it; null when it does not.</summary>
    /// <param name="folded">What is searched, with A to Z in lower case.</param>
    public string? TraceIn(ReadOnlySpan<byte> folded)
    {
        foreach (var (name, bytes) in traces)
        {
            if (folded.IndexOf(bytes) >= 0)
                return name;
        }

        return null;
    }

    public static byte[] Fold(ReadOnlySpan<byte> content)
    {
        var folded = content.ToArray();
        foreach (ref var one in folded.AsSpan())
            one = one is >= (byte)'A' and <= (byte)'Z' ? (byte)(one | 0x20) : one;

        return folded;
    }

    private void Add(string name, byte[] bytes) => traces.Add((name, Fold(bytes)));
}
