using Azure;
using Azure.Storage;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using DataRights.Storage;

namespace DataRights.Azure.Storage;

/// <summary>Reads, writes, opens and deletes single blobs. Raises the client's own exceptions.</summary>
internal sealed class BlobObjects(BlobContainerClient container, ConditionalWrites writes)
{
    // A reader that loses so often against writers of one object has found something else.
    private const int MaxReads = 20;

    private const long LargestPutBlob = 5000L * 1024 * 1024;

    public async Task<StoredObject?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        for (var read = 1; ; read++)
        {
            try
            {
                var answer = (await container.GetBlobClient(name).DownloadContentAsync(cancellationToken)).Value;
                var content = answer.Content.ToMemory();
                return BlobMarks.IsAbsent(content.Length, answer.Details.BlobType, answer.Details.Metadata)
                    ? null
                    : new StoredObject(content, BlobVersions.Of(answer.Details.ETag));
            }
            catch (RequestFailedException e) when (BlobErrors.IsNotFound(e))
            {
                return null;
            }
            catch (RequestFailedException e) when (BlobErrors.IsConditionNotMet(e) && read < MaxReads)
            {
                // Cut off in the middle and replaced before the rest was asked for: once more from the start.
            }
        }
    }

    public Task<string?> WriteAsync(string name, ReadOnlyMemory<byte> content, WriteCondition condition, CancellationToken cancellationToken) =>
        writes.RunAsync(name, condition, async (conditions, metadata) =>
        {
            using var stream = BinaryData.FromBytes(content).ToStream();
            var options = new BlobUploadOptions
            {
                Conditions = conditions,
                Metadata = metadata,

                // One Put Blob whatever the size. In several steps the client would stage blocks, whose ids are the same for
                // every writer: of two at once, one would commit the other's content.
                TransferOptions = new StorageTransferOptions { InitialTransferSize = LargestPutBlob },
            };
            return (await container.GetBlockBlobClient(name).UploadAsync(stream, options, cancellationToken)).Value.ETag;
        }, cancellationToken);

    public async Task<bool> DeleteAsync(string name, WriteCondition condition, CancellationToken cancellationToken)
    {
        using var lost = new LostAnswers();
        try
        {
            await container.GetBlobClient(name).DeleteAsync(DeleteSnapshotsOption.IncludeSnapshots, BlobVersions.Conditions(condition), cancellationToken);
            return true;
        }
        catch (RequestFailedException e) when (BlobErrors.IsNotFound(e))
        {
            // After a lost answer it is gone by our own first try, as far as anybody can tell.
            return lost.Any;
        }
        catch (RequestFailedException e) when (BlobErrors.IsConditionNotMet(e))
        {
            // A condition on what is gone may be answered so, too.
            return lost.Any && !await container.GetBlobClient(name).ExistsAsync(cancellationToken);
        }
    }

    public async Task<Stream?> OpenAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            var blob = container.GetBlobClient(name);
            BlobProperties properties = await blob.GetPropertiesAsync(cancellationToken: cancellationToken);
            return BlobMarks.IsAbsent(properties) ? null : new BlobReadStream(blob, properties);
        }
        catch (RequestFailedException e) when (BlobErrors.IsNotFound(e))
        {
            return null;
        }
    }
}
