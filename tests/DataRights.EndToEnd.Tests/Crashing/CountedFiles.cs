using DataRights.Sources;
using DataRights.Testing;

namespace DataRights.EndToEnd.Tests.Crashing;

/// <summary>A store of files whose deletions are counted with the effects of a process's store.</summary>
public sealed class CountedFiles(FaultInjectingObjectStore faults, IFileSource inner) : IFileSource
{
    public string Name => inner.Name;

    public IAsyncEnumerable<FileItem> ListAsync(FileQuery query, CancellationToken cancellationToken) => Alive().ListAsync(query, cancellationToken);

    public IAsyncEnumerable<FileItem> ListKeptAsync(FileQuery query, CancellationToken cancellationToken) => Alive().ListKeptAsync(query, cancellationToken);

    public Task<Stream> OpenReadAsync(FileItem file, CancellationToken cancellationToken) => Alive().OpenReadAsync(file, cancellationToken);

    public Task<bool> DeleteAsync(FileItem file, CancellationToken cancellationToken) =>
        faults.ElsewhereAsync("destroy", Name, () => inner.DeleteAsync(file, cancellationToken));

    public Task<DateTimeOffset?> RecoverableUntilAsync(FileQuery query, CancellationToken cancellationToken) => Alive().RecoverableUntilAsync(query, cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private IFileSource Alive()
    {
        faults.EnsureAlive();
        return inner;
    }
}
