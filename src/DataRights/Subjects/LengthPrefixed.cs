using System.Buffers.Binary;
using System.Text;

namespace DataRights.Subjects;

/// <summary>Texts with their lengths before them: what is written can be read in one way only.</summary>
internal static class LengthPrefixed
{
    // Unpaired surrogates raise rather than all turning into one replacement character.
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    public static void Write(Stream target, string text)
    {
        var bytes = Strict.GetBytes(text);
        WriteCount(target, bytes.Length);
        target.Write(bytes);
    }

    public static void WriteCount(Stream target, int count)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(bytes, count);
        target.Write(bytes);
    }
}
