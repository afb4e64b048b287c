namespace DataRights.Retention;

/// <summary>
/// What publishing a day did, and how far its raw rows are destroyed. Counts of what was suppressed are for operators only.
/// </summary>
/// <param name="Day">The day, in the rule's zone.</param>
/// <param name="AlreadyPublished">An earlier call published it; rows that came since are late, and destroyed unpublished.</param>
/// <param name="RawRows">Raw rows the day had when it was published.</param>
/// <param name="CellsPublished">Cells that enough people shared.</param>
/// <param name="CellsSuppressed">Cells that too few shared.</param>
/// <param name="RowsPublished">Raw rows in published cells.</param>
/// <param name="RowsSuppressed">Raw rows in suppressed cells.</param>
/// <param name="RowsDestroyed">Raw rows of the day destroyed so far, late ones included.</param>
public sealed record PublishedDay(
    DateOnly Day,
    bool AlreadyPublished,
    long RawRows,
    long CellsPublished,
    long CellsSuppressed,
    long RowsPublished,
    long RowsSuppressed,
    long RowsDestroyed = 0)
{
    /// <summary>Destroyed rows beyond those that were there at publication: they came late and are in no published cell.</summary>
    public long LateRows => Math.Max(0, RowsDestroyed - RawRows);
}
