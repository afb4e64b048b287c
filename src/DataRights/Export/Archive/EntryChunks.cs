namespace DataRights.Export.Archive;

/// <summary>
/// How an entry's content is cut: into chunks of one size, the last one shorter. Each becomes raw deflate of its own that refers to
/// nothing outside it and ends at a byte boundary; so they are made side by side, and joined they are one stream. What a chunk
/// becomes depends on its content alone: neither on what follows nor on how many are made at once.
/// </summary>
internal static class EntryChunks
{
    /// <summary>1 MiB: see the decision record for what smaller and larger ones cost.</summary>
    public const int Size = 1 << 20;

    /// <summary>Ends the last chunk's stream: a final block of nothing. It is all there is of an empty entry.</summary>
    public static ReadOnlyMemory<byte> End { get; } = new byte[] { 0x03, 0x00 };

    /// <summary>Where the chunk begins that holds this position of the content.</summary>
    public static long StartOf(long position) => position - (position % Size);
}
