namespace DataRights.Sources;

/// <summary>A store of people's files. Failures are <see cref="SourceException"/>s with codes, never names. Safe for concurrent use.</summary>
public interface IFileSource : IAsyncDisposable
{
    string Name { get; }

    /// <summary>Every file that the query means, in ordinal order of name.</summary>
    /// <exception cref="SourceException">Code <c>match-unsupported</c>: this store cannot find files that way.</exception>
    IAsyncEnumerable<FileItem> ListAsync(FileQuery query, CancellationToken cancellationToken);

    /// <summary>
    /// What a deletion has to destroy: the files, and whatever the store keeps of them and of files that are gone (old
    /// versions, snapshots), grouped by name in ordinal order. Where nothing is kept, the same as <see cref="ListAsync"/>.
    /// </summary>
    IAsyncEnumerable<FileItem> ListKeptAsync(FileQuery query, CancellationToken cancellationToken);

    /// <summary>Opens the very version that was listed.</summary>
    /// <exception cref="SourceException">Code <c>file-changed</c> (transient) or <c>file-gone</c>.</exception>
    Task<Stream> OpenReadAsync(FileItem file, CancellationToken cancellationToken);

    /// <summary>Destroys what was listed and leaves no version of it behind. False when it was already gone.</summary>
    /// <exception cref="SourceException">Code <c>file-denied</c> or <c>file-immutable</c>: the store forbids it; nothing else was touched.</exception>
    Task<bool> DeleteAsync(FileItem file, CancellationToken cancellationToken);

    /// <summary>
    /// Until when something destroyed can still be brought back by whoever runs the store (soft delete); null when
    /// nothing can. To be asked after the deletion.
    /// </summary>
    Task<DateTimeOffset?> RecoverableUntilAsync(FileQuery query, CancellationToken cancellationToken);
}
