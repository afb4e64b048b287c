namespace DataRights.Mapping;

/// <summary>After a deletion the person's searchable identifiers are looked for in every text of every mapped table, within bounds.</summary>
/// <param name="RowsPerColumn">How many rows of other people are read of a table at most.</param>
/// <param name="TimePerColumn">How long one column may take.</param>
public sealed record DeepSearchRule(long RowsPerColumn, TimeSpan TimePerColumn)
{
    public const int DefaultRows = 1_000_000;

    public static TimeSpan DefaultTime { get; } = TimeSpan.FromMinutes(1);

    public static TimeSpan LongestTime { get; } = TimeSpan.FromMinutes(5);
}
