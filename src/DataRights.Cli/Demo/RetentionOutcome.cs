namespace DataRights.Cli.Demo;

/// <summary>What a retention rule did: days published, raw rows destroyed, cells published and suppressed.</summary>
public sealed record RetentionOutcome(string Rule, long Days, long RowsDestroyed, long CellsPublished, long CellsSuppressed);
