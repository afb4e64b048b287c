using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using DataRights.Export.Rows;
using DataRights.Mapping;

namespace DataRights.Export.Screening.Scope;

/// <summary>
/// Hashes the values of a key, so that the two sides of a reference meet whatever types their columns have: decimals without zeros at
/// their end, texts as they are, or without regard to case where the map compares so.
/// </summary>
internal sealed class KeyHash
{
    private static readonly SearchValues<byte> Digits = SearchValues.Create("0123456789."u8);

    private readonly SipHash hash = new(BinaryPrimitives.ReadUInt64LittleEndian(RandomNumberGenerator.GetBytes(8)), BinaryPrimitives.ReadUInt64LittleEndian(RandomNumberGenerator.GetBytes(8)));
    private readonly RowBuffer key = new();

    public void Start() => key.Clear();

    public void Add(ReadOnlySpan<byte> value, JoinTransform transform)
    {
        if (transform is JoinTransform.Md5 or JoinTransform.Sha256)
        {
            // The other side holds the digest, in hex.
            value = Encoding.ASCII.GetBytes(Convert.ToHexStringLower(Digest(value, transform)));
        }

        value = WithoutZeros(value);
        Span<byte> length = stackalloc byte[4];
        if (transform == JoinTransform.Lower)
        {
            value = Folded(value);
        }

        BinaryPrimitives.WriteInt32LittleEndian(length, value.Length);
        key.Append(length);
        key.Append(value);
    }

    public ulong End() => hash.Of(key.Written.Span);

    private static byte[] Folded(ReadOnlySpan<byte> value) => Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(value).ToLowerInvariant());

    // MD5 and SHA-256 as the map names them: what a store compares with, not what anything rests on.
#pragma warning disable CA5351
    private static byte[] Digest(ReadOnlySpan<byte> value, JoinTransform transform) => transform == JoinTransform.Md5 ? MD5.HashData(value) : SHA256.HashData(value);
#pragma warning restore CA5351

    private static ReadOnlySpan<byte> WithoutZeros(ReadOnlySpan<byte> value)
    {
        if (value.Length == 0 || value[^1] is not ((byte)'0' or (byte)'.') || value.IndexOf((byte)'.') is not (> 0 and var point)
            || value[(value[0] == (byte)'-' ? 1 : 0)..].IndexOfAnyExcept(Digits) >= 0 || value[(point + 1)..].Contains((byte)'.'))
        {
            return value;
        }

        value = value.TrimEnd((byte)'0');
        return value.TrimEnd((byte)'.');
    }
}
