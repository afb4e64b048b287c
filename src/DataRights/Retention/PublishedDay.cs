namespace DataRights.Retention;

/// <summary>What publishing a day did. <paramref name="AlreadyPublished"/>: its raw rows came late, and are destroyed unpublished.</summary>
public sealed record PublishedDay(DateOnly Day, bool AlreadyPublished, long RawRows, long CellsPublished, long CellsSuppressed, long RowsPublished, long RowsSuppressed);
