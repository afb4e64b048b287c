using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace DataRights.Azure.Storage;

/// <summary>Appends to append blobs at a position. Raises the client's own exceptions.</summary>
internal sealed class BlobAppends(BlobContainerClient container)
{
    /// <summary>What every service version takes in one step, and so all or nothing.</summary>
    public const int MaxBytes = 4 * 1024 * 1024;

    private const string PositionNotMet = "AppendPositionConditionNotMet";

    public async Task<bool> AppendAsync(string name, ReadOnlyMemory<byte> content, long position, CancellationToken cancellationToken)
    {
        var blob = container.GetAppendBlobClient(name);
        if (content.IsEmpty)
        {
            return position == await LengthAsync(blob, cancellationToken);
        }

        while (true)
        {
            if (position == 0)
            {
                await CreateAsync(blob, cancellationToken);
            }

            using var lost = new LostAnswers();
            try
            {
                using var stream = BinaryData.FromBytes(content).ToStream();
                await blob.AppendBlockAsync(
                    stream,
                    new AppendBlobAppendBlockOptions { Conditions = new AppendBlobRequestConditions { IfAppendPositionEqual = position } },
                    cancellationToken);
                return true;
            }
            catch (RequestFailedException e) when (e.Status == 412 && e.ErrorCode == PositionNotMet)
            {
                return lost.Any && await HoldsAsync(blob, content, position, cancellationToken);
            }
            catch (RequestFailedException e) when (BlobErrors.IsNotFound(e))
            {
                if (position > 0)
                {
                    return false;
                }

                // Deleted between the two steps: make it again.
            }
        }
    }

    private static async Task CreateAsync(AppendBlobClient blob, CancellationToken cancellationToken)
    {
        try
        {
            await blob.CreateAsync(new AppendBlobCreateOptions { Conditions = new AppendBlobRequestConditions { IfNoneMatch = ETag.All } }, cancellationToken);
        }
        catch (RequestFailedException e) when (BlobErrors.IsConditionNotMet(e) && !BlobErrors.IsNotFound(e))
        {
            // It is there; the position decides.
        }
    }

    /// <summary>Whether our content is what stands at the position. Bytes of an append blob never change, so the answer is certain.</summary>
    private static async Task<bool> HoldsAsync(AppendBlobClient blob, ReadOnlyMemory<byte> content, long position, CancellationToken cancellationToken)
    {
        try
        {
            var options = new BlobDownloadOptions { Range = new HttpRange(position, content.Length) };
            var answer = (await blob.DownloadContentAsync(options, cancellationToken)).Value;
            return answer.Content.ToMemory().Span.SequenceEqual(content.Span);
        }
        catch (RequestFailedException e) when (e.Status == 416 || BlobErrors.IsNotFound(e))
        {
            return false;
        }
    }

    private static async Task<long> LengthAsync(AppendBlobClient blob, CancellationToken cancellationToken)
    {
        try
        {
            return (await blob.GetPropertiesAsync(cancellationToken: cancellationToken)).Value.ContentLength;
        }
        catch (RequestFailedException e) when (BlobErrors.IsNotFound(e))
        {
            return 0;
        }
    }
}
