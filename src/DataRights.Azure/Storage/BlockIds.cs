using System.Text;
using DataRights.Storage;

namespace DataRights.Azure.Storage;

/// <summary>
/// Our block ids (1 to 60 characters) as the service's: base64 of one length for all, which it demands of a blob's ids. The
/// padding is a character that our ids cannot have, so that they can be told again.
/// </summary>
internal static class BlockIds
{
    private const int Length = 60;
    private const char Padding = '.';

    public static string Encode(string blockId) => Convert.ToBase64String(Encoding.ASCII.GetBytes(blockId.PadRight(Length, Padding)));

    /// <summary>Null when it is not one of ours.</summary>
    public static string? Decode(string encoded)
    {
        Span<byte> bytes = stackalloc byte[Length];
        if (!Convert.TryFromBase64String(encoded, bytes, out var written) || written != Length)
        {
            return null;
        }

        var blockId = Encoding.ASCII.GetString(bytes).TrimEnd(Padding);
        return ObjectNameRules.IsLegalBlockId(blockId) ? blockId : null;
    }
}
