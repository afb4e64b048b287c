namespace DataRights.Sources;

/// <summary>A store of files under prefixes. Failures are <see cref="SourceException"/>s with codes, never names. Safe for concurrent use.</summary>
public interface IFileSource : IAsyncDisposable
{
    string Name { get; }

    /// <summary>Every file whose name starts with the prefix, in ordinal order of name.</summary>
    IAsyncEnumerable<FileItem> ListAsync(string prefix, CancellationToken cancellationToken);

    /// <summary>Opens the very version that was listed.</summary>
    /// <exception cref="SourceException">Code <c>file-changed</c> (transient) or <c>file-gone</c>.</exception>
    Task<Stream> OpenReadAsync(FileItem file, CancellationToken cancellationToken);

    /// <summary>Destroys the file. False when it was already gone.</summary>
    Task<bool> DeleteAsync(FileItem file, CancellationToken cancellationToken);
}
