using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace DataRights.Export.Screening;

/// <summary>
/// Numbers the other people of one archive in the order in which they first appear. A number says nothing of its person: it is no
/// function of a key. Beyond <see cref="Most"/> people there are no more numbers, so that memory stays bounded (about 40 MB).
/// What <see cref="Save"/> gives out tells with the store's data who is who: it has to be sealed.
/// </summary>
internal sealed class Pseudonyms
{
    /// <summary>How many people get a number.</summary>
    public const int Most = 1_000_000;

    private const byte Version = 1;
    private const int HeaderLength = 25;

    private readonly int most;
    private readonly byte[] key = RandomNumberGenerator.GetBytes(16);
    private readonly Dictionary<ulong, int> numbers = [];
    private SipHash hash;

    public Pseudonyms(int most = Most)
    {
        this.most = most;
        hash = HashOf(key);
    }

    /// <summary>How many people have a number.</summary>
    public int Count => numbers.Count;

    /// <summary>Whether somebody had to stay without a number.</summary>
    public bool IsFull { get; private set; }

    /// <summary>The number of the person who has the value among those of the kind; 0 when there are no more numbers.</summary>
    /// <param name="kind">What the value is, so that user 7 and order 7 are two.</param>
    /// <param name="value">Its text.</param>
    public int NumberOf(ulong kind, ReadOnlySpan<char> value)
    {
        var person = hash.Of(MemoryMarshal.AsBytes(value)) ^ kind;
        if (numbers.TryGetValue(person, out var number))
        {
            return number;
        }

        if (numbers.Count >= most)
        {
            IsFull = true;
            return 0;
        }

        number = numbers.Count + 1;
        numbers.Add(person, number);
        return number;
    }

    /// <summary>Stands for a kind of value.</summary>
    public ulong Kind(string name) => hash.Of(MemoryMarshal.AsBytes($"kind:{name}".AsSpan()));

    /// <summary>The people numbered since there were <paramref name="known"/>: 25 bytes, and 8 for each. Personal, to be sealed.</summary>
    public byte[] Save(int known = 0)
    {
        var saved = new byte[HeaderLength + (8 * (numbers.Count - known))];
        saved[0] = Version;
        key.CopyTo(saved, 1);
        BinaryPrimitives.WriteInt32LittleEndian(saved.AsSpan(17), known);
        BinaryPrimitives.WriteInt32LittleEndian(saved.AsSpan(21), IsFull ? 1 : 0);
        foreach (var (person, number) in numbers)
        {
            if (number > known)
            {
                BinaryPrimitives.WriteUInt64LittleEndian(saved.AsSpan(HeaderLength + (8 * (number - known - 1))), person);
            }
        }

        return saved;
    }

    /// <summary>Adds what <see cref="Save"/> gave out, in that order and before anybody else is numbered: whoever had a number has it again.</summary>
    /// <exception cref="InvalidDataException">The bytes are of another version, damaged or out of order: never a reason to number anew.</exception>
    public void Add(ReadOnlySpan<byte> saved)
    {
        if (saved.Length < HeaderLength || saved[0] != Version)
        {
            throw new InvalidDataException("The numbers of other people are of a version that this program does not know.");
        }

        if ((saved.Length - HeaderLength) % 8 != 0 || BinaryPrimitives.ReadInt32LittleEndian(saved[17..]) != numbers.Count
            || (numbers.Count > 0 && !saved.Slice(1, 16).SequenceEqual(key)))
        {
            throw new InvalidDataException("The numbers of other people are damaged.");
        }

        saved.Slice(1, 16).CopyTo(key);
        hash = HashOf(key);
        IsFull |= BinaryPrimitives.ReadInt32LittleEndian(saved[21..]) != 0;
        for (var at = HeaderLength; at < saved.Length; at += 8)
        {
            if (!numbers.TryAdd(BinaryPrimitives.ReadUInt64LittleEndian(saved[at..]), numbers.Count + 1))
            {
                throw new InvalidDataException("The numbers of other people are damaged.");
            }
        }
    }

    private static SipHash HashOf(byte[] key) => new(BinaryPrimitives.ReadUInt64LittleEndian(key), BinaryPrimitives.ReadUInt64LittleEndian(key.AsSpan(8)));
}
