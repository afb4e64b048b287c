using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using DataRights.Storage;

namespace DataRights.Azure.Storage;

/// <summary>Staged blocks of blobs. Raises the client's own exceptions.</summary>
internal sealed class BlobBlocks(BlobContainerClient container, ConditionalWrites writes)
{
    private const string NotStaged = "InvalidBlockList";

    public async Task StageAsync(string name, string blockId, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        // Seekable, so that a further try sends it from its start again; the same id makes the tries one block.
        using var stream = BinaryData.FromBytes(content).ToStream();
        await container.GetBlockBlobClient(name).StageBlockAsync(BlockIds.Encode(blockId), stream, new BlockBlobStageBlockOptions(), cancellationToken);
    }

    public async Task<IReadOnlyDictionary<string, long>> ListAsync(string name, CancellationToken cancellationToken)
    {
        var blocks = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var block in (await BlocksAsync(name, BlockListTypes.Uncommitted, cancellationToken))?.UncommittedBlocks ?? [])
        {
            if (BlockIds.Decode(block.Name) is { } blockId)
            {
                blocks[blockId] = block.SizeLong;
            }
        }

        return blocks;
    }

    public Task<string?> CommitAsync(string name, IReadOnlyList<string> blockIds, WriteCondition condition, CancellationToken cancellationToken) =>
        writes.RunAsync(name, condition, async (conditions, metadata) =>
        {
            try
            {
                var options = new CommitBlockListOptions { Conditions = conditions, Metadata = metadata };
                return (await container.GetBlockBlobClient(name).CommitBlockListAsync(blockIds.Select(BlockIds.Encode), options, cancellationToken)).Value.ETag;
            }
            catch (RequestFailedException e) when (e.Status == 400 && e.ErrorCode == NotStaged)
            {
                throw new StoreException("block-missing", transient: false);
            }
        }, cancellationToken);

    /// <summary>
    /// Nothing drops staged blocks but a commit without them. Where an object stands, its own blocks are committed again;
    /// where none does, an empty blob is committed that reads as absent, and deleted.
    /// </summary>
    public async Task DiscardAsync(string name, CancellationToken cancellationToken)
    {
        var blob = container.GetBlockBlobClient(name);
        while (await BlocksAsync(name, BlockListTypes.All, cancellationToken) is { } blocks && blocks.UncommittedBlocks.Any())
        {
            try
            {
                await DropAsync(blob, blocks, cancellationToken);
                return;
            }
            catch (RequestFailedException e) when (BlobErrors.IsConditionNotMet(e))
            {
                // Written or deleted meanwhile: look again.
            }
        }
    }

    private static async Task DropAsync(BlockBlobClient blob, BlockList blocks, CancellationToken cancellationToken)
    {
        if (await PropertiesAsync(blob, cancellationToken) is not { } found)
        {
            var absent = new CommitBlockListOptions { Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All }, Metadata = BlobMarks.ForVoid() };
            var made = (await blob.CommitBlockListAsync([], absent, cancellationToken)).Value.ETag;
            await blob.DeleteIfExistsAsync(DeleteSnapshotsOption.None, new BlobRequestConditions { IfMatch = made }, cancellationToken);
            return;
        }

        var kept = blocks.CommittedBlocks.Select(b => b.Name).ToList();
        if (blocks.CommittedBlocks.Sum(b => b.SizeLong) != found.ContentLength)
        {
            kept = await CopyToBlocksAsync(blob, found, cancellationToken);
        }

        var same = new CommitBlockListOptions { Conditions = new BlobRequestConditions { IfMatch = found.ETag }, Metadata = found.Metadata };
        await blob.CommitBlockListAsync(kept, same, cancellationToken);
    }

    /// <summary>An object that was written in one step has no blocks to commit again, so its content becomes some.</summary>
    private static async Task<List<string>> CopyToBlocksAsync(BlockBlobClient blob, BlobProperties found, CancellationToken cancellationToken)
    {
        const int BlockBytes = 4 * 1024 * 1024;
        var ids = new List<string>();
        for (var at = 0L; at < found.ContentLength; at += BlockBytes)
        {
            var options = new BlobDownloadOptions { Range = new HttpRange(at, BlockBytes), Conditions = new BlobRequestConditions { IfMatch = found.ETag } };
            var part = (await blob.DownloadContentAsync(options, cancellationToken)).Value.Content;
            var id = BlockIds.Encode(FormattableString.Invariant($"kept-{ids.Count:D6}"));
            using var stream = part.ToStream();
            await blob.StageBlockAsync(id, stream, new BlockBlobStageBlockOptions(), cancellationToken);
            ids.Add(id);
        }

        return ids;
    }

    private static async Task<BlobProperties?> PropertiesAsync(BlockBlobClient blob, CancellationToken cancellationToken)
    {
        try
        {
            return await blob.GetPropertiesAsync(cancellationToken: cancellationToken);
        }
        catch (RequestFailedException e) when (BlobErrors.IsNotFound(e))
        {
            return null;
        }
    }

    private async Task<BlockList?> BlocksAsync(string name, BlockListTypes types, CancellationToken cancellationToken)
    {
        try
        {
            return await container.GetBlockBlobClient(name).GetBlockListAsync(types, cancellationToken: cancellationToken);
        }
        catch (RequestFailedException e) when (BlobErrors.IsNotFound(e))
        {
            return null;
        }
    }
}
