using Bogus;

namespace DataRights.Samples.PythonPro.Seeding;

/// <summary>
/// Random numbers that depend on a seed, a topic and an id only. Each row's numbers are its own, so that a change in
/// one table's rows does not stir all others.
/// </summary>
internal static class Dice
{
    public static Randomizer For(int seed, string topic, long id)
    {
        // FNV-1a; string.GetHashCode differs from process to process.
        var hash = 2166136261u;
        foreach (var c in topic)
        {
            hash = (hash ^ c) * 16777619u;
        }

        var mixed = unchecked(((ulong)(uint)seed * 0x9E3779B97F4A7C15ul) ^ ((ulong)hash << 32) ^ (ulong)id);
        mixed = unchecked((mixed ^ (mixed >> 31)) * 0xBF58476D1CE4E5B9ul);
        return new Randomizer((int)((mixed ^ (mixed >> 29)) & 0x7FFFFFFF));
    }

    /// <summary>A version 4 UUID (RFC 9562). The number keeps Randomizer.Uuid from hiding it.</summary>
    public static Guid Uuid4(this Randomizer dice)
    {
        var bytes = dice.Bytes(16);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>A whole second between the two moments, both included.</summary>
    public static DateTimeOffset Between(this Randomizer dice, DateTimeOffset from, DateTimeOffset to) =>
        to <= from ? from : from.AddSeconds(dice.Long(0, (long)(to - from).TotalSeconds));

    /// <summary>A number from 0 up to the limit, small ones being much likelier.</summary>
    public static int Skewed(this Randomizer dice, int limit) => (int)((limit + 1) * Math.Pow(dice.Double(), 3));

    /// <summary>An address from the ranges that are set aside for documentation (RFC 5737, RFC 3849).</summary>
    public static string Address(this Randomizer dice) =>
        dice.Bool(0.2f)
            ? $"2001:db8:{dice.Number(1, 0xFFFF):x}:{dice.Number(1, 0xFFFF):x}::{dice.Number(1, 0xFFFF):x}"
            : $"{dice.ArrayElement(["192.0.2", "198.51.100", "203.0.113"])}.{dice.Number(1, 254)}";

    public static string Hex(this Randomizer dice, int bytes) => Convert.ToHexStringLower(dice.Bytes(bytes));
}
