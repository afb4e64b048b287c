using System.Runtime.CompilerServices;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using DataRights.Storage;

namespace DataRights.Azure.Storage;

/// <summary>
/// Objects as blobs of the same name in one container of Azure Blob Storage. A version is an ETag. Calls are tried again as
/// the options say; a write, append or deletion whose answer was lost is recognized as our own. An object that is appended
/// to is an append blob (at most 50,000 appends, <c>append-limit</c>; at most 4 MiB each, <c>append-too-large</c>); every
/// other is a block blob, and the two do not mix (<c>other-kind-of-object</c>). A block has 1 byte at least, an object
/// 50,000 blocks at most. A name's segment may not end with a dot. See <c>docs/decisions/blob-object-store.md</c>.
/// </summary>
public sealed class BlobObjectStore : IObjectStore, IDisposable
{
    // A page costs one call however full it is; a caller that stops early has paid for no more than this.
    private const int PageSize = 1000;

    private readonly BlobContainerClient container;
    private readonly BlobObjects objects;
    private readonly BlobAppends appends;
    private readonly BlobBlocks blocks;
    private readonly BlobLinks links;

    /// <summary>Connects to nothing yet. One for the process.</summary>
    /// <exception cref="ArgumentException">The options contradict each other.</exception>
    public BlobObjectStore(BlobStoreOptions options, TimeProvider time)
    {
        var service = BlobConnection.Open(options);
        container = service.GetBlobContainerClient(options.Container);
        var writes = new ConditionalWrites(container);
        objects = new BlobObjects(container, writes);
        appends = new BlobAppends(container);
        blocks = new BlobBlocks(container, writes);
        links = new BlobLinks(service, container, options.Credential is not null, time);
    }

    /// <summary>Makes the container where it is missing. For emulators; in the cloud the deployment makes it, and the identity may not.</summary>
    public Task EnsureContainerAsync(CancellationToken cancellationToken) => BlobErrors.GuardAsync(
        async () => await container.CreateIfNotExistsAsync(PublicAccessType.None, cancellationToken: cancellationToken), cancellationToken);

    public Task<StoredObject?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        Check(name);
        return BlobErrors.GuardAsync(() => objects.ReadAsync(name, cancellationToken), cancellationToken);
    }

    public Task<string?> TryWriteAsync(string name, ReadOnlyMemory<byte> content, WriteCondition condition, CancellationToken cancellationToken)
    {
        Check(name);
        return BlobErrors.GuardAsync(() => objects.WriteAsync(name, content, condition, cancellationToken), cancellationToken);
    }

    public Task<bool> DeleteAsync(string name, WriteCondition condition, CancellationToken cancellationToken)
    {
        Check(name);
        return BlobErrors.GuardAsync(() => objects.DeleteAsync(name, condition, cancellationToken), cancellationToken);
    }

    public async IAsyncEnumerable<ObjectEntry> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ObjectNameRules.CheckPrefix(prefix);
        await using var pages = container
            .GetBlobsAsync(BlobTraits.Metadata, BlobStates.None, prefix.Length == 0 ? null : prefix, cancellationToken)
            .AsPages(pageSizeHint: PageSize)
            .GetAsyncEnumerator(cancellationToken);
        while (await BlobErrors.GuardAsync(async () => await pages.MoveNextAsync(), cancellationToken))
        {
            foreach (var blob in pages.Current.Values)
            {
                var properties = blob.Properties;
                if (!BlobMarks.IsAbsent(properties.ContentLength ?? 0, properties.BlobType, blob.Metadata))
                {
                    yield return new ObjectEntry(blob.Name, properties.ContentLength ?? 0, BlobVersions.Of(properties.ETag ?? default), properties.LastModified ?? default);
                }
            }
        }
    }

    public Task<bool> TryAppendAsync(string name, ReadOnlyMemory<byte> content, long position, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(position);
        Check(name);
        return content.Length > BlobAppends.MaxBytes
            ? throw new StoreException("append-too-large", transient: false)
            : BlobErrors.GuardAsync(() => appends.AppendAsync(name, content, position, cancellationToken), cancellationToken);
    }

    public Task<Stream?> OpenReadAsync(string name, CancellationToken cancellationToken)
    {
        Check(name);
        return BlobErrors.GuardAsync(() => objects.OpenAsync(name, cancellationToken), cancellationToken);
    }

    public Task StageBlockAsync(string name, string blockId, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        ObjectNameRules.CheckBlockId(blockId);
        ArgumentOutOfRangeException.ThrowIfZero(content.Length, nameof(content));
        Check(name);
        return BlobErrors.GuardAsync(async () =>
        {
            await blocks.StageAsync(name, blockId, content, cancellationToken);
            return true;
        }, cancellationToken);
    }

    public Task<IReadOnlyDictionary<string, long>> ListBlocksAsync(string name, CancellationToken cancellationToken)
    {
        Check(name);
        return BlobErrors.GuardAsync(() => blocks.ListAsync(name, cancellationToken), cancellationToken);
    }

    public Task<string?> CommitBlocksAsync(string name, IReadOnlyList<string> blockIds, WriteCondition condition, CancellationToken cancellationToken)
    {
        foreach (var blockId in blockIds)
        {
            ObjectNameRules.CheckBlockId(blockId);
        }

        Check(name);
        return BlobErrors.GuardAsync(() => blocks.CommitAsync(name, blockIds, condition, cancellationToken), cancellationToken);
    }

    public Task DiscardBlocksAsync(string name, CancellationToken cancellationToken)
    {
        Check(name);
        return BlobErrors.GuardAsync(async () =>
        {
            await blocks.DiscardAsync(name, cancellationToken);
            return true;
        }, cancellationToken);
    }

    public async Task<Uri?> LinkAsync(string name, DateTimeOffset until, string downloadName, CancellationToken cancellationToken)
    {
        Check(name);
        return await BlobErrors.GuardAsync(() => links.LinkAsync(name, until, downloadName, cancellationToken), cancellationToken);
    }

    public void Dispose() => links.Dispose();

    /// <summary>The service and what stands before it drop a dot at a segment's end, so that two names would be one.</summary>
    private static void Check(string name)
    {
        ObjectNameRules.Check(name);
        if (name.EndsWith('.') || name.Contains("./", StringComparison.Ordinal))
        {
            throw new ArgumentException("In Blob Storage no segment of an object name may end with a dot.", nameof(name));
        }
    }
}
