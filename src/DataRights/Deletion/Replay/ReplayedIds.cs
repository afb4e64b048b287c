using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace DataRights.Deletion.Replay;

/// <summary>Ids of replayed deletions: the same for the same replay and deletion, so that a replay that was stopped makes none twice.</summary>
internal static class ReplayedIds
{
    private const int IdBytes = 16;

    /// <summary>A UUID version 7 (RFC 9562) of the replay's time, whose random bits come from both ids.</summary>
    public static string Of(string replay, string request, DateTimeOffset started)
    {
        Span<byte> id = SHA256.HashData(Encoding.ASCII.GetBytes($"{replay}/{request}")).AsSpan(0, IdBytes);
        Span<byte> moment = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(moment, started.ToUnixTimeMilliseconds());
        moment[2..].CopyTo(id);
        id[6] = (byte)((id[6] & 0x0F) | 0x70);
        id[8] = (byte)((id[8] & 0x3F) | 0x80);
        return new Guid(id, bigEndian: true).ToString("D");
    }
}
