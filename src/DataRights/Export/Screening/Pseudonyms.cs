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
    private const int HeaderLength = 21;

    private readonly int most;
    private readonly byte[] key;
    private readonly SipHash hash;
    private readonly Dictionary<ulong, int> numbers = [];

    public Pseudonyms(int most = Most)
        : this(RandomNumberGenerator.GetBytes(16), most)
    {
    }

    private Pseudonyms(byte[] key, int most)
    {
        this.key = key;
        this.most = most;
        hash = new SipHash(BinaryPrimitives.ReadUInt64LittleEndian(key), BinaryPrimitives.ReadUInt64LittleEndian(key.AsSpan(8)));
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

    /// <summary>The numbers as they are now: 21 bytes, and 8 for each person. Personal, to be sealed.</summary>
    public byte[] Save()
    {
        var saved = new byte[HeaderLength + (8 * numbers.Count)];
        saved[0] = Version;
        key.CopyTo(saved, 1);
        BinaryPrimitives.WriteInt32LittleEndian(saved.AsSpan(17), numbers.Count | (IsFull ? int.MinValue : 0));
        foreach (var (person, number) in numbers)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(saved.AsSpan(HeaderLength + (8 * (number - 1))), person);
        }

        return saved;
    }

    /// <summary>Goes on where <see cref="Save"/> left off: whoever had a number keeps it.</summary>
    /// <exception cref="InvalidDataException">The bytes are of another version or damaged: never a reason to number anew.</exception>
    public static Pseudonyms Load(ReadOnlySpan<byte> saved, int most = Most)
    {
        if (saved.Length < HeaderLength || saved[0] != Version)
        {
            throw new InvalidDataException("The numbers of other people are of a version that this program does not know.");
        }

        var header = BinaryPrimitives.ReadInt32LittleEndian(saved[17..]);
        var count = header & int.MaxValue;
        if (saved.Length != HeaderLength + (8L * count))
        {
            throw new InvalidDataException("The numbers of other people are damaged.");
        }

        var loaded = new Pseudonyms(saved.Slice(1, 16).ToArray(), most) { IsFull = header < 0 };
        for (var i = 0; i < count; i++)
        {
            if (!loaded.numbers.TryAdd(BinaryPrimitives.ReadUInt64LittleEndian(saved[(HeaderLength + (8 * i))..]), i + 1))
            {
                throw new InvalidDataException("The numbers of other people are damaged.");
            }
        }

        return loaded;
    }
}
