namespace DataRights.Cli.Tests.Downloads;

/// <summary>Bytes that break off, as a connection does.</summary>
internal sealed class BreakingStream(byte[] bytes, int? after) : MemoryStream(bytes)
{
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (after is { } most && Position >= most)
        {
            throw new IOException("The connection broke.");
        }

        return base.ReadAsync(after is { } limit ? buffer[..Math.Min(buffer.Length, limit - (int)Position)] : buffer, cancellationToken);
    }
}
