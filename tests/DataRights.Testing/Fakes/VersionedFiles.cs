using System.Runtime.CompilerServices;
using DataRights.Mapping;
using DataRights.Sources;

namespace DataRights.Testing.Fakes;

/// <summary>
/// A store that keeps a version of every file that is written or deleted, and finds by tag what is there now, as blob stores
/// with versioning do. Deleting a file takes it first and its version after that; <see cref="StopBetween"/> stops in between.
/// </summary>
public sealed class VersionedFiles(string name) : IFileSource
{
    private readonly SortedDictionary<string, List<(string Id, string? Tag, bool IsCurrent)>> files = new(StringComparer.Ordinal);
    private int clock;

    public string Name { get; } = name;

    /// <summary>How many deletions of files stop halfway.</summary>
    public int StopBetween { get; set; }

    public DateTimeOffset? RecoverableUntil { get; set; }

    /// <summary>Names of which anything is left.</summary>
    public IReadOnlyList<string> Left => [.. files.Where(f => f.Value.Count > 0).Select(f => f.Key)];

    public VersionedFiles Put(string file, string? tag = null)
    {
        files.TryAdd(file, []);
        files[file] = [.. files[file].Select(v => v with { IsCurrent = false }), ($"v{++clock:d6}", tag, true)];
        return this;
    }

    public IAsyncEnumerable<FileItem> ListAsync(FileQuery query, CancellationToken cancellationToken) => ListAsync(query, kept: false, cancellationToken);

    public IAsyncEnumerable<FileItem> ListKeptAsync(FileQuery query, CancellationToken cancellationToken) => ListAsync(query, kept: true, cancellationToken);

    public Task<Stream> OpenReadAsync(FileItem file, CancellationToken cancellationToken) => Task.FromResult<Stream>(new MemoryStream([1, 2, 3]));

    public Task<bool> DeleteAsync(FileItem file, CancellationToken cancellationToken)
    {
        var versions = files[file.Name];
        var found = versions.FindIndex(v => v.Id == (file.Kept ?? file.Version));
        if (found < 0)
        {
            return Task.FromResult(false);
        }

        if (versions[found].IsCurrent && StopBetween > 0)
        {
            StopBetween--;
            versions[found] = versions[found] with { IsCurrent = false };
            throw new SourceException(Name, "stopped", transient: true);
        }

        versions.RemoveAt(found);
        return Task.FromResult(true);
    }

    public Task<DateTimeOffset?> RecoverableUntilAsync(FileQuery query, CancellationToken cancellationToken) => Task.FromResult(RecoverableUntil);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async IAsyncEnumerable<FileItem> ListAsync(FileQuery query, bool kept, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.Yield();
        foreach (var (file, versions) in files.Where(f => IsMeant(query, f.Key, f.Value)).ToList())
        {
            foreach (var version in versions.Where(v => kept || v.IsCurrent).ToList())
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return new FileItem(file, 3, DateTimeOffset.UnixEpoch, version.Id, version.IsCurrent ? null : version.Id);
            }
        }
    }

    private static bool IsMeant(FileQuery query, string file, List<(string Id, string? Tag, bool IsCurrent)> versions) => query.Match switch
    {
        FileMatch.Prefix => file.StartsWith(query.Text, StringComparison.Ordinal),
        FileMatch.Name => file == query.Text,
        _ => versions.Exists(v => v.IsCurrent && v.Tag == $"{query.Tag}={query.Text}"),
    };
}
