using System.Runtime.CompilerServices;

namespace DataRights.Storage;

/// <summary>
/// One store made of two: names under a folder lie in a store of their own, for instance because another policy holds
/// there, and all others in the rest. Promises what the two promise. Disposes of both.
/// </summary>
/// <param name="rest">Holds every other name.</param>
/// <param name="folder">The folder, with its slash at the end.</param>
/// <param name="routed">Holds the names under the folder.</param>
public sealed class RoutedObjectStore(IObjectStore rest, string folder, IObjectStore routed) : IObjectStore, IDisposable
{
    public Task<StoredObject?> ReadAsync(string name, CancellationToken cancellationToken) => Of(name).ReadAsync(name, cancellationToken);

    public Task<string?> TryWriteAsync(string name, ReadOnlyMemory<byte> content, WriteCondition condition, CancellationToken cancellationToken) =>
        Of(name).TryWriteAsync(name, content, condition, cancellationToken);

    public Task<bool> DeleteAsync(string name, WriteCondition condition, CancellationToken cancellationToken) =>
        Of(name).DeleteAsync(name, condition, cancellationToken);

    public async IAsyncEnumerable<ObjectEntry> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (prefix.StartsWith(folder, StringComparison.Ordinal) || !folder.StartsWith(prefix, StringComparison.Ordinal))
        {
            await foreach (var entry in Of(prefix).ListAsync(prefix, cancellationToken))
            {
                yield return entry;
            }

            yield break;
        }

        // The folder is a part of what is asked for: its names go where they belong in the order of all.
        var pending = true;
        await foreach (var entry in rest.ListAsync(prefix, cancellationToken))
        {
            if (pending && string.CompareOrdinal(entry.Name, folder) > 0)
            {
                pending = false;
                await foreach (var inside in routed.ListAsync(folder, cancellationToken))
                {
                    yield return inside;
                }
            }

            yield return entry;
        }

        if (pending)
        {
            await foreach (var inside in routed.ListAsync(folder, cancellationToken))
            {
                yield return inside;
            }
        }
    }

    public Task<bool> TryAppendAsync(string name, ReadOnlyMemory<byte> content, long position, CancellationToken cancellationToken) =>
        Of(name).TryAppendAsync(name, content, position, cancellationToken);

    public Task<Stream?> OpenReadAsync(string name, CancellationToken cancellationToken) => Of(name).OpenReadAsync(name, cancellationToken);

    public Task StageBlockAsync(string name, string blockId, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        Of(name).StageBlockAsync(name, blockId, content, cancellationToken);

    public Task<IReadOnlyDictionary<string, long>> ListBlocksAsync(string name, CancellationToken cancellationToken) =>
        Of(name).ListBlocksAsync(name, cancellationToken);

    public Task<string?> CommitBlocksAsync(string name, IReadOnlyList<string> blockIds, WriteCondition condition, CancellationToken cancellationToken) =>
        Of(name).CommitBlocksAsync(name, blockIds, condition, cancellationToken);

    public Task DiscardBlocksAsync(string name, CancellationToken cancellationToken) => Of(name).DiscardBlocksAsync(name, cancellationToken);

    public Task<Uri?> LinkAsync(string name, DateTimeOffset until, string downloadName, CancellationToken cancellationToken) =>
        Of(name).LinkAsync(name, until, downloadName, cancellationToken);

    public void Dispose()
    {
        (rest as IDisposable)?.Dispose();
        (routed as IDisposable)?.Dispose();
    }

    private IObjectStore Of(string name) => name.StartsWith(folder, StringComparison.Ordinal) ? routed : rest;
}
