using System.Globalization;
using System.Runtime.CompilerServices;
using DataRights.Mapping;
using DataRights.Sources;

namespace DataRights.Testing.Fakes;

/// <summary>Files in memory. <see cref="BeforeOpen"/> may change, delete or fail them behind the reader's back.</summary>
public sealed class FakeFileSource(string name) : IFileSource
{
    private readonly SortedDictionary<string, (Func<Stream> Open, long Length, int Version)> files = new(StringComparer.Ordinal);

    public string Name { get; } = name;

    public Action<FileItem>? BeforeOpen { get; set; }

    public DateTimeOffset? RecoverableUntil { get; set; }

    /// <summary>Wraps the stream of a file that is opened.</summary>
    public Func<FileItem, Stream, Stream>? Wrap { get; set; }

    public FakeFileSource Put(string file, byte[] content) => Put(file, content.Length, () => new MemoryStream(content, writable: false));

    public FakeFileSource Put(string file, long length, Func<Stream> open)
    {
        files[file] = (open, length, (files.TryGetValue(file, out var f) ? f.Version : 0) + 1);
        return this;
    }

    public IAsyncEnumerable<FileItem> ListKeptAsync(FileQuery query, CancellationToken cancellationToken) => ListAsync(query, cancellationToken);

    public Task<DateTimeOffset?> RecoverableUntilAsync(FileQuery query, CancellationToken cancellationToken) => Task.FromResult(RecoverableUntil);

    public async IAsyncEnumerable<FileItem> ListAsync(FileQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var (file, content) in files.Where(f => query.Match == FileMatch.Name ? f.Key == query.Text : f.Key.StartsWith(query.Text, StringComparison.Ordinal)).ToList())
        {
            await Task.Yield();
            cancellationToken.ThrowIfCancellationRequested();
            yield return Item(file, content.Length, content.Version);
        }
    }

    public Task<Stream> OpenReadAsync(FileItem file, CancellationToken cancellationToken)
    {
        BeforeOpen?.Invoke(file);
        if (!files.TryGetValue(file.Name, out var content))
        {
            throw new SourceException(Name, "file-gone", transient: false);
        }

        if (Item(file.Name, content.Length, content.Version).Version != file.Version)
        {
            throw new SourceException(Name, "file-changed", transient: true);
        }

        var stream = content.Open();
        return Task.FromResult(Wrap?.Invoke(file, stream) ?? stream);
    }

    public Task<bool> DeleteAsync(FileItem file, CancellationToken cancellationToken) => Task.FromResult(files.Remove(file.Name));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static FileItem Item(string name, long length, int version) =>
        new(name, length, DateTimeOffset.UnixEpoch, version.ToString(CultureInfo.InvariantCulture));
}
