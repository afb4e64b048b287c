using System.Runtime.CompilerServices;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using DataRights.Mapping;
using DataRights.Sources;

namespace DataRights.Azure.Files;

/// <summary>Finds the blobs that a query means. Raises the client's own exceptions.</summary>
internal sealed class BlobListing(BlobContainerClient container, string source)
{
    private const BlobStates KeptStates = BlobStates.Version | BlobStates.Snapshots;

    public IAsyncEnumerable<FileItem> CurrentAsync(FileQuery query, CancellationToken cancellationToken) => query.Match switch
    {
        FileMatch.Prefix => ListAsync(query.Text, BlobStates.None, cancellationToken).Select(BlobFile.Current),
        FileMatch.Name => NamedAsync(query.Text, cancellationToken),
        _ => TaggedAsync(query, NamedAsync, cancellationToken),
    };

    public IAsyncEnumerable<FileItem> KeptAsync(FileQuery query, CancellationToken cancellationToken) => query.Match switch
    {
        FileMatch.Prefix => ListAsync(query.Text, KeptStates, cancellationToken).Select(BlobFile.Kept),
        FileMatch.Name => ListNamedAsync(query.Text, KeptStates, cancellationToken).Select(BlobFile.Kept),
        _ => TaggedAsync(query, (name, token) => ListNamedAsync(name, KeptStates, token).Select(BlobFile.Kept), cancellationToken),
    };

    /// <summary>What was deleted and can still be brought back. Nothing is found by tag any more once it is deleted.</summary>
    public IAsyncEnumerable<BlobItem> DeletedAsync(FileQuery query, CancellationToken cancellationToken) => (query.Match switch
    {
        FileMatch.Prefix => ListAsync(query.Text, KeptStates | BlobStates.Deleted, cancellationToken),
        FileMatch.Name => ListNamedAsync(query.Text, KeptStates | BlobStates.Deleted, cancellationToken),
        _ => AsyncEnumerable.Empty<BlobItem>(),
    }).Where(b => b.Deleted);

    /// <summary>The name, if an address leads to that very blob.</summary>
    public string Safe(string name) =>
        name.Length > 0 && !name.Split('/').Any(s => s is "." or "..") ? name : throw new SourceException(source, "name-unsafe", false);

    private AsyncPageable<BlobItem> ListAsync(string prefix, BlobStates states, CancellationToken cancellationToken) =>
        container.GetBlobsAsync(BlobTraits.None, states, prefix, cancellationToken);

    // The name itself comes first of all that begin with it.
    private IAsyncEnumerable<BlobItem> ListNamedAsync(string name, BlobStates states, CancellationToken cancellationToken) =>
        ListAsync(Safe(name), states, cancellationToken).TakeWhile(b => b.Name == name);

    private async IAsyncEnumerable<FileItem> NamedAsync(string name, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        BlobProperties properties;
        try
        {
            properties = await container.GetBlobClient(Safe(name)).GetPropertiesAsync(cancellationToken: cancellationToken);
        }
        catch (RequestFailedException e) when (BlobFileErrors.IsGone(e))
        {
            yield break;
        }

        yield return BlobFile.Current(name, properties);
    }

    // Both parts hold no quote: the map's reader and the template see to it.
    private async IAsyncEnumerable<FileItem> TaggedAsync(
        FileQuery query, Func<string, CancellationToken, IAsyncEnumerable<FileItem>> files, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        await foreach (var found in container.FindBlobsByTagsAsync($"\"{query.Tag}\" = '{query.Text}'", cancellationToken))
        {
            names.Add(found.BlobName);
        }

        foreach (var name in names)
        {
            await foreach (var file in files(name, cancellationToken))
            {
                yield return file;
            }
        }
    }
}
