using System.Numerics;

namespace DataRights.Export.Screening.Scope;

/// <summary>
/// The keys that rows may hang on, as keyed 64-bit hashes. Exact up to a number of keys (16 bytes each at most); beyond it a Bloom filter of fixed
/// size takes their place, which never forgets a key and takes a foreign one for its own with <see cref="ErrorRate"/>.
/// </summary>
internal sealed class KeySet(int exactLimit = KeySet.DefaultExactLimit, int filterBits = KeySet.DefaultFilterBits)
{
    /// <summary>Four million keys: 64 MB at most.</summary>
    public const int DefaultExactLimit = 4_000_000;

    /// <summary>2^29 bits: 64 MB.</summary>
    public const int DefaultFilterBits = 29;

    private const int Probes = 4;

    private ulong[] slots = new ulong[64];
    private ulong[]? filter;
    private bool hasZero;

    /// <summary>How many keys were added; once it is a filter, about.</summary>
    public long Count { get; private set; }

    public bool IsExact => filter is null;

    /// <summary>How probable it is that a foreign key passes.</summary>
    public double ErrorRate => filter is null ? 0 : Math.Pow(1 - Math.Exp(-(double)Probes * Count / (1L << filterBits)), Probes);

    /// <summary>True when the key is new.</summary>
    public bool Add(ulong key)
    {
        if (filter is not null)
        {
            return AddToFilter(key);
        }

        if (key == 0)
        {
            (var was, hasZero) = (hasZero, true);
            Count += was ? 0 : 1;
            return !was;
        }

        if (!Place(slots, key))
        {
            return false;
        }

        Count++;
        if (Count > exactLimit)
        {
            Spill();
        }
        else if (Count * 2 > slots.Length)
        {
            Grow();
        }

        return true;
    }

    public bool Contains(ulong key)
    {
        if (filter is not null)
        {
            return IsInFilter(key);
        }

        if (key == 0)
        {
            return hasZero;
        }

        var mask = slots.Length - 1;
        for (var at = (int)key & mask; slots[at] != 0; at = (at + 1) & mask)
        {
            if (slots[at] == key)
            {
                return true;
            }
        }

        return false;
    }

    private static bool Place(ulong[] slots, ulong key)
    {
        var mask = slots.Length - 1;
        var at = (int)key & mask;
        for (; slots[at] != 0; at = (at + 1) & mask)
        {
            if (slots[at] == key)
            {
                return false;
            }
        }

        slots[at] = key;
        return true;
    }

    private void Grow()
    {
        var grown = new ulong[slots.Length * 2];
        foreach (var key in slots)
        {
            if (key != 0)
            {
                Place(grown, key);
            }
        }

        slots = grown;
    }

    private void Spill()
    {
        filter = new ulong[1 << (filterBits - 6)];
        foreach (var key in slots)
        {
            if (key != 0)
            {
                Set(key);
            }
        }

        if (hasZero)
        {
            Set(0);
        }

        slots = [];
    }

    private bool AddToFilter(ulong key)
    {
        if (IsInFilter(key))
        {
            return false;
        }

        Set(key);
        Count++;
        return true;
    }

    private void Set(ulong key)
    {
        for (var i = 0; i < Probes; i++)
        {
            var bit = Bit(key, i);
            filter![bit >> 6] |= 1UL << (int)(bit & 63);
        }
    }

    private bool IsInFilter(ulong key)
    {
        for (var i = 0; i < Probes; i++)
        {
            var bit = Bit(key, i);
            if ((filter![bit >> 6] & (1UL << (int)(bit & 63))) == 0)
            {
                return false;
            }
        }

        return true;
    }

    // Two hashes make as many as one likes (Kirsch and Mitzenmacher); the second is odd, so that the steps differ.
    private ulong Bit(ulong key, int probe) => (key + ((ulong)probe * (BitOperations.RotateLeft(key, 32) | 1))) & ((1UL << filterBits) - 1);
}
