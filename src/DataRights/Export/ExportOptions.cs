namespace DataRights.Export;

/// <summary>Sizes that an export keeps to. The defaults suit every host; tests make them small.</summary>
public sealed record ExportOptions
{
    /// <summary>Bytes of a staged block.</summary>
    public int BlockSize { get; init; } = Archive.BlockStream.DefaultBlockSize;

    /// <summary>Blocks on their way to the store at once; with one more that is being filled, what the archive holds in memory.</summary>
    public int UploadsAtOnce { get; init; } = Archive.BlockStream.DefaultUploadsAtOnce;

    /// <summary>From how many bytes on a collection goes on in another file.</summary>
    public long PartSize { get; init; } = 64L * 1024 * 1024;

    /// <summary>
    /// How large an archive may grow before it goes on in another part, which is a bag of its own. A file that is larger has a part to itself. The default keeps
    /// every part below the 4 GiB that old file systems and zip readers end at.
    /// </summary>
    public long ArchiveSize { get; init; } = 4_000_000_000;

    /// <summary>After how many bytes of archive what is finished is made safe, so that a run which goes on does not do it again; after <see cref="PartSize"/> bytes of content in any case.</summary>
    public long CheckpointBytes { get; init; } = Archive.BlockStream.DefaultBlockSize;

    /// <summary>After what time that is done at the latest, between two files.</summary>
    public TimeSpan CheckpointEvery { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How many rows of a collection the readable pages show at most.</summary>
    public int PreviewRows { get; init; } = 2_000;

    /// <summary>How many rows stand on one readable page.</summary>
    public int PageRows { get; init; } = 250;

    /// <summary>How many characters of a cell the readable pages show.</summary>
    public int PreviewCellCharacters { get; init; } = 500;

    /// <summary>How many characters of a collection the readable pages show: they stop after the row that passes them.</summary>
    public int PreviewCharacters { get; init; } = 2_000_000;
}
