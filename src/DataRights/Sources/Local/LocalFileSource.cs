using System.Globalization;
using System.Runtime.CompilerServices;
using DataRights.Mapping;

namespace DataRights.Sources.Local;

/// <summary>
/// Files under a local directory; a file's name is its path below it, with <c>/</c>. Symbolic links are neither listed
/// nor followed: what they lead to is not the person's by its place. A directory that a deletion leaves empty goes too,
/// since its name may be the person's.
/// </summary>
public sealed class LocalFileSource : IFileSource
{
    private static readonly EnumerationOptions NoLinks = new()
    {
        AttributesToSkip = FileAttributes.ReparsePoint,
        RecurseSubdirectories = false,
        IgnoreInaccessible = false,
        MatchType = MatchType.Simple,
    };

    private readonly string root;

    /// <param name="name">The source's name in the map.</param>
    /// <param name="directory">The directory; it must exist when it is first asked.</param>
    public LocalFileSource(string name, string directory)
    {
        Name = name;
        root = Path.GetFullPath(directory);
    }

    public string Name { get; }

    public IAsyncEnumerable<FileItem> ListKeptAsync(FileQuery query, CancellationToken cancellationToken) => ListAsync(query, cancellationToken);

    public Task<DateTimeOffset?> RecoverableUntilAsync(FileQuery query, CancellationToken cancellationToken) => Task.FromResult<DateTimeOffset?>(null);

    public async IAsyncEnumerable<FileItem> ListAsync(FileQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Asynchronous for the port's sake; a local listing has nothing to wait for.
        await Task.CompletedTask;
        foreach (var file in Guard(() => Found(query)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return file;
        }
    }

    public Task<Stream> OpenReadAsync(FileItem file, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(Guard<Stream>(() =>
        {
            var stream = new FileStream(PathOf(file.Name), new FileStreamOptions { Options = FileOptions.Asynchronous | FileOptions.SequentialScan, Share = FileShare.ReadWrite | FileShare.Delete });
            if (VersionOf(new FileInfo(PathOf(file.Name))) == file.Version)
            {
                return stream;
            }

            stream.Dispose();
            throw new SourceException(Name, "file-changed", true);
        }));
    }

    public Task<bool> DeleteAsync(FileItem file, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(Guard(() =>
        {
            var path = PathOf(file.Name);
            var existed = File.Exists(path);
            File.Delete(path);
            RemoveEmptyParents(path);
            return existed;
        }));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private List<FileItem> Found(FileQuery query) => query.Match switch
    {
        FileMatch.Prefix => Found(query.Text),
        // Found by its place, so that a link on the way is not followed here either.
        FileMatch.Name => Found(query.Text).FindAll(f => f.Name == query.Text),
        _ => throw new SourceException(Name, "match-unsupported", false),
    };

    private List<FileItem> Found(string prefix)
    {
        if (!Directory.Exists(root))
        {
            throw new SourceException(Name, "directory-missing", true);
        }

        var directory = PathOf(prefix[..(prefix.LastIndexOf('/') + 1)]);
        var found = new List<FileItem>();
        if (Directory.Exists(directory) && !IsBehindLink(directory))
        {
            Collect(new DirectoryInfo(directory), prefix, found);
        }

        found.Sort((a, b) => string.CompareOrdinal(a.Name, b.Name));
        return found;
    }

    private void Collect(DirectoryInfo directory, string prefix, List<FileItem> found)
    {
        foreach (var entry in directory.EnumerateFileSystemInfos("*", NoLinks))
        {
            var name = Path.GetRelativePath(root, entry.FullName).Replace(Path.DirectorySeparatorChar, '/');
            if (entry is DirectoryInfo inner)
            {
                if ((name + "/").StartsWith(prefix, StringComparison.Ordinal) || prefix.StartsWith(name + "/", StringComparison.Ordinal))
                {
                    Collect(inner, prefix, found);
                }
            }
            else if (entry is FileInfo file && name.StartsWith(prefix, StringComparison.Ordinal))
            {
                found.Add(new FileItem(name, file.Length, new DateTimeOffset(file.LastWriteTimeUtc, TimeSpan.Zero), VersionOf(file)));
            }
        }
    }

    private bool IsBehindLink(string directory)
    {
        for (var d = new DirectoryInfo(directory.TrimEnd('/')); d is not null && d.FullName.Length > root.Length; d = d.Parent)
        {
            if (d.LinkTarget is not null)
            {
                return true;
            }
        }

        return false;
    }

    private void RemoveEmptyParents(string path)
    {
        for (var d = Directory.GetParent(path); d is not null && d.FullName.Length > root.Length; d = d.Parent)
        {
            try
            {
                d.Delete();
            }
            catch (IOException)
            {
                // Not empty, or gone already: nothing is left to do either way.
                return;
            }
        }
    }

    private string PathOf(string name)
    {
        var path = Path.GetFullPath(Path.Combine(root, name));
        return name.Split('/').Contains("..") || (path != root && !path.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            ? throw new SourceException(Name, "name-unsafe", false)
            : path;
    }

    private static string VersionOf(FileInfo file) =>
        string.Create(CultureInfo.InvariantCulture, $"{(file.Exists ? file.Length : -1):x}-{file.LastWriteTimeUtc.Ticks:x}");

    private T Guard<T>(Func<T> call)
    {
        try
        {
            return call();
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new SourceException(Name, "file-gone", false);
        }
        catch (UnauthorizedAccessException)
        {
            throw new SourceException(Name, "file-denied", false);
        }
        catch (IOException)
        {
            throw new SourceException(Name, "file-io", true);
        }
    }
}
