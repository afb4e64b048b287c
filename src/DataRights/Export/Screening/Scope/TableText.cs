namespace DataRights.Export.Screening.Scope;

/// <summary>A table's file that is read through once in whole rows; the buffer grows with the longest row only.</summary>
internal abstract class TableText
{
    private const int BufferSize = 256 * 1024;

    public async Task ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var buffer = new byte[BufferSize];
        var filled = 0;
        int read;
        do
        {
            if (filled == buffer.Length)
            {
                Array.Resize(ref buffer, checked(buffer.Length * 2));
            }

            read = await stream.ReadAsync(buffer.AsMemory(filled), cancellationToken);
            filled += read;
            var taken = Take(buffer.AsSpan(0, filled), read == 0);
            buffer.AsSpan(taken, filled - taken).CopyTo(buffer);
            filled -= taken;
        }
        while (read > 0);

        if (filled > 0)
        {
            throw new InvalidDataException();
        }
    }

    /// <summary>Takes whole rows from the start of the bytes; returns how many bytes they are.</summary>
    protected abstract int Take(ReadOnlySpan<byte> bytes, bool isEnd);
}
