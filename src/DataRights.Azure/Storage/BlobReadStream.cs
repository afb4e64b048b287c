using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using DataRights.Storage;

namespace DataRights.Azure.Storage;

/// <summary>
/// Reads a blob as it was when opened, in ranges of 4 MiB, one in memory. An object that was replaced meanwhile ends the
/// reading (<c>object-replaced</c>): two versions are never mixed. What is appended meanwhile is not seen.
/// </summary>
internal sealed class BlobReadStream(BlobClient blob, BlobProperties opened) : Stream
{
    private const int RangeBytes = 4 * 1024 * 1024;

    private byte[] range = [];
    private long rangeStart;
    private int rangeLength;
    private long position;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => opened.ContentLength;

    public override long Position
    {
        get => position;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            position = value;
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (NeedsRange(buffer.Length))
        {
            await BlobErrors.GuardAsync(() => FetchAsync(cancellationToken), cancellationToken);
        }

        return Take(buffer.Span);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(Span<byte> buffer)
    {
        if (NeedsRange(buffer.Length))
        {
            BlobErrors.Guard(Fetch);
        }

        return Take(buffer);
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override long Seek(long offset, SeekOrigin origin)
    {
        Position = offset + origin switch
        {
            SeekOrigin.Begin => 0,
            SeekOrigin.Current => position,
            _ => Length,
        };
        return position;
    }

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private bool NeedsRange(int wanted) => wanted > 0 && position < Length && (position < rangeStart || position >= rangeStart + rangeLength);

    private int Take(Span<byte> buffer)
    {
        var count = (int)Math.Clamp(rangeStart + rangeLength - position, 0, buffer.Length);
        if (count == 0 || position < rangeStart)
        {
            return 0;
        }

        range.AsSpan((int)(position - rangeStart), count).CopyTo(buffer);
        position += count;
        return count;
    }

    private BlobDownloadOptions Next()
    {
        var length = (int)Math.Min(RangeBytes, Length - position);
        range = range.Length < length ? new byte[length] : range;
        (rangeStart, rangeLength) = (position, 0);

        // An append gives a new ETag and changes nothing that was there; what was made anew shows by its creation time.
        return new BlobDownloadOptions
        {
            Range = new HttpRange(position, length),
            Conditions = opened.BlobType == BlobType.Append ? null : new BlobRequestConditions { IfMatch = opened.ETag },
        };
    }

    private async Task<int> FetchAsync(CancellationToken cancellationToken)
    {
        try
        {
            var options = Next();
            using var answer = (await blob.DownloadStreamingAsync(options, cancellationToken)).Value;
            CheckSame(answer.Details);
            await answer.Content.ReadExactlyAsync(range.AsMemory(0, (int)options.Range.Length!), cancellationToken);
            return rangeLength = (int)options.Range.Length;
        }
        catch (RequestFailedException e) when (BlobErrors.IsConditionNotMet(e) || e.Status == 416)
        {
            throw Replaced();
        }
    }

    private int Fetch()
    {
        try
        {
            var options = Next();
            using var answer = blob.DownloadStreaming(options).Value;
            CheckSame(answer.Details);
            answer.Content.ReadExactly(range.AsSpan(0, (int)options.Range.Length!));
            return rangeLength = (int)options.Range.Length;
        }
        catch (RequestFailedException e) when (BlobErrors.IsConditionNotMet(e) || e.Status == 416)
        {
            throw Replaced();
        }
    }

    private void CheckSame(BlobDownloadDetails details)
    {
        if (opened.BlobType == BlobType.Append && details.CreatedOn != opened.CreatedOn)
        {
            throw Replaced();
        }
    }

    private static StoreException Replaced() => new("object-replaced", transient: true);
}
