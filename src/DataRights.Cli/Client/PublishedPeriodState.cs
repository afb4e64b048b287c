namespace DataRights.Cli.Client;

/// <summary>What the command line reads of a published period.</summary>
public sealed record PublishedPeriodState(
    DateOnly First, DateTimeOffset PublishedAt, long RawRows, long CellsPublished, long CellsSuppressed, long RowsPublished, long RowsSuppressed,
    long RowsDestroyed, long RowsHeld, long IdentitiesDestroyed, DateTimeOffset? DestroyedAt, string Label, DateTimeOffset? AnonymousFrom, string? Because);
