using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using DataRights.Sources;

namespace DataRights.Azure.Files;

/// <summary>
/// People's files as blobs of one container of an account without a hierarchical namespace. Needs the role <c>Storage Blob
/// Data Contributor</c>, where files are found by tag <c>Storage Blob Data Owner</c>, and for old versions the action
/// <c>deleteBlobVersion</c>, which both hold. A blob whose name has an empty, <c>.</c> or <c>..</c> segment is refused
/// (<c>name-unsafe</c>): in an address it would mean another one.
/// </summary>
public sealed class BlobFileSource(string name, BlobContainerClient container, TimeProvider time) : IFileSource
{
    private readonly BlobListing listing = new(container, name);
    private readonly BlobFileErrors errors = new(name);

    public string Name => name;

    public IAsyncEnumerable<FileItem> ListAsync(FileQuery query, CancellationToken cancellationToken) =>
        errors.GuardAsync(listing.CurrentAsync(query, cancellationToken), cancellationToken);

    public IAsyncEnumerable<FileItem> ListKeptAsync(FileQuery query, CancellationToken cancellationToken) =>
        errors.GuardAsync(listing.KeptAsync(query, cancellationToken), cancellationToken);

    public Task<Stream> OpenReadAsync(FileItem file, CancellationToken cancellationToken) => errors.GuardAsync<Stream>(async () =>
    {
        var blob = Blob(file);
        try
        {
            var answer = await blob.DownloadStreamingAsync(
                new BlobDownloadOptions { Conditions = new BlobRequestConditions { IfMatch = new ETag(BlobFile.ETag(file)) } }, cancellationToken);
            return new BlobFileStream(answer.Value, errors);
        }
        catch (RequestFailedException e) when (e.Status == 412)
        {
            // A condition does not hold either for what is not there at all; which of the two it is matters to the reader.
            await blob.GetPropertiesAsync(cancellationToken: cancellationToken);
            throw;
        }
    }, cancellationToken);

    public Task<bool> DeleteAsync(FileItem file, CancellationToken cancellationToken) => errors.GuardAsync(async () =>
    {
        var blob = Blob(file);
        if (BlobFile.Kept(file) is { } kept)
        {
            return (await kept(blob).DeleteIfExistsAsync(cancellationToken: cancellationToken)).Value;
        }

        var existed = (await blob.DeleteIfExistsAsync(DeleteSnapshotsOption.IncludeSnapshots, cancellationToken: cancellationToken)).Value;

        // Where versions are kept, the file that was deleted is one now.
        return BlobFile.VersionId(file) is { } version
            ? (await blob.WithVersion(version).DeleteIfExistsAsync(cancellationToken: cancellationToken)).Value || existed
            : existed;
    }, cancellationToken);

    public Task<DateTimeOffset?> RecoverableUntilAsync(FileQuery query, CancellationToken cancellationToken) => errors.GuardAsync(async () =>
    {
        DateTimeOffset? latest = null;
        await foreach (var deleted in listing.DeletedAsync(query, cancellationToken))
        {
            latest = BlobFile.RecoverableUntil(deleted, time.GetUtcNow()) is { } until && !(until <= latest) ? until : latest;
        }

        return latest;
    }, cancellationToken);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private BlobClient Blob(FileItem file) => container.GetBlobClient(listing.Safe(file.Name));
}
