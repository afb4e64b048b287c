namespace DataRights.Storage;

/// <summary>
/// Carries all of the system's own state. Names are <c>/</c>-separated, of ASCII letters, digits and <c>-_.</c>;
/// they never hold anything personal. Every write is all or nothing: a torn write is never read as a valid one.
/// Transient trouble is a <see cref="StoreException"/>. Safe for concurrent use, also by several processes.
/// </summary>
public interface IObjectStore
{
    /// <summary>The whole object and its version; null when there is none. For small objects.</summary>
    Task<StoredObject?> ReadAsync(string name, CancellationToken cancellationToken);

    /// <summary>Writes the object if the condition holds; returns its new version, or null when the condition does not hold.</summary>
    Task<string?> TryWriteAsync(string name, ReadOnlyMemory<byte> content, WriteCondition condition, CancellationToken cancellationToken);

    /// <summary>Deletes the object if the condition holds. False when it is gone already or the condition does not hold.</summary>
    Task<bool> DeleteAsync(string name, WriteCondition condition, CancellationToken cancellationToken);

    /// <summary>Names, sizes and versions under a prefix, in ordinal order; costs what it returns.</summary>
    IAsyncEnumerable<ObjectEntry> ListAsync(string prefix, CancellationToken cancellationToken);

    /// <summary>
    /// Appends at exactly that position (0 creates the object). False when the object's length is another. Either all
    /// of the content is there afterwards or none of it.
    /// </summary>
    Task<bool> TryAppendAsync(string name, ReadOnlyMemory<byte> content, long position, CancellationToken cancellationToken);

    /// <summary>Opens the object for reading, from an offset; null when there is none. Seekable.</summary>
    Task<Stream?> OpenReadAsync(string name, CancellationToken cancellationToken);

    /// <summary>Stages a block of an object that is not there until it is committed. The same id again replaces the block.</summary>
    Task StageBlockAsync(string name, string blockId, ReadOnlyMemory<byte> content, CancellationToken cancellationToken);

    /// <summary>The staged, uncommitted blocks and their sizes. A store may drop them after a week.</summary>
    Task<IReadOnlyDictionary<string, long>> ListBlocksAsync(string name, CancellationToken cancellationToken);

    /// <summary>Makes the object of the named blocks, in that order, and drops all other staged ones. Null when the condition does not hold.</summary>
    /// <exception cref="StoreException">Code <c>block-missing</c>: a block is not staged.</exception>
    Task<string?> CommitBlocksAsync(string name, IReadOnlyList<string> blockIds, WriteCondition condition, CancellationToken cancellationToken);

    /// <summary>Drops what is staged for the object. Idempotent.</summary>
    Task DiscardBlocksAsync(string name, CancellationToken cancellationToken);

    /// <summary>A link good for reading until the given moment, or null where the store has none (the host then streams the object itself).</summary>
    Task<Uri?> LinkAsync(string name, DateTimeOffset until, string downloadName, CancellationToken cancellationToken);
}
