namespace DataRights.Export.Planning;

/// <summary>
/// What an export comes to, roughly: within a factor of two for ordinary rows and files, on a machine like that of bench/BASELINE.md. A
/// busy database or a slow store takes longer.
/// </summary>
/// <param name="ArchiveBytes">The archive's size.</param>
/// <param name="Parts">In how many files it comes.</param>
/// <param name="Seconds">How long making it takes once it has begun.</param>
public sealed record ExportEstimate(long ArchiveBytes, int Parts, long Seconds)
{
    /// <summary>Index, pages, descriptions and checksums of a small archive.</summary>
    private const long FixedBytes = 60_000;

    /// <summary>What deflate leaves of JSON rows, with their pages: measured at 15 %.</summary>
    private const double RowsLeft = 0.17;

    /// <summary>What it leaves of files that are not compressed already: text a quarter, other things more.</summary>
    private const double FilesLeft = 0.5;

    private const double FixedSeconds = 1;

    /// <summary>Measured at 151,000 rows a second, with two cores that also ran the database.</summary>
    private const double RowsASecond = 120_000;

    /// <summary>Reading, hashing, compressing and storing; a store in the network may take less.</summary>
    private const double BytesASecond = 50_000_000;

    /// <param name="rows">How many there are.</param>
    /// <param name="rowBytes">Their size as JSON.</param>
    /// <param name="files">The size of files that deflate makes smaller.</param>
    /// <param name="compressed">The size of those that it does not.</param>
    /// <param name="partBytes">From how many bytes on an archive comes in several files.</param>
    internal static ExportEstimate Of(long rows, long rowBytes, long files, long compressed, long partBytes)
    {
        var bytes = FixedBytes + (long)(rowBytes * RowsLeft) + (long)(files * FilesLeft) + compressed;
        var seconds = FixedSeconds + Math.Max(rows / RowsASecond, rowBytes / BytesASecond) + ((files + compressed) / BytesASecond);
        return new(bytes, (int)((bytes + partBytes - 1) / partBytes), (long)Math.Ceiling(seconds));
    }
}
