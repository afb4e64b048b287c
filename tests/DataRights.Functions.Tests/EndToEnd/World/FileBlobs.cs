using System.Security.Cryptography;
using Azure.Storage.Blobs;

namespace DataRights.Functions.Tests.EndToEnd.World;

/// <summary>The sample's files in a container of Azurite.</summary>
internal sealed class FileBlobs(BlobContainerClient container)
{
    public async Task UploadAsync(string directory, CancellationToken cancellationToken)
    {
        await container.CreateAsync(cancellationToken: cancellationToken);

        // No address leads to a blob with a backslash in its name.
        var files = Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories).Where(f => !f.Contains('\\', StringComparison.Ordinal));
        await Parallel.ForEachAsync(files, cancellationToken, async (file, token) =>
        {
            await using var content = File.OpenRead(file);
            await container.UploadBlobAsync(Path.GetRelativePath(directory, file), content, token);
        });
    }

    /// <summary>Name to hash of the content.</summary>
    public async Task<IReadOnlyDictionary<string, string>> ReadAsync(CancellationToken cancellationToken)
    {
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        await foreach (var blob in container.GetBlobsAsync(cancellationToken: cancellationToken))
        {
            var content = await container.GetBlobClient(blob.Name).DownloadContentAsync(cancellationToken);
            files.Add(blob.Name, Convert.ToHexStringLower(SHA256.HashData(content.Value.Content)));
        }

        return files;
    }
}
