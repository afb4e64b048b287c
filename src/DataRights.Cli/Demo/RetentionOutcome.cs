using DataRights.Retention.Reports;

namespace DataRights.Cli.Demo;

/// <summary>What a retention rule did: periods published, raw rows destroyed, cells published and suppressed.</summary>
public sealed record RetentionOutcome(string Rule, long Days, long RowsDestroyed, long CellsPublished, long CellsSuppressed)
{
    /// <summary>The risk reports of all that the rule has published, oldest first.</summary>
    public IReadOnlyList<RiskReport> Reports { get; init; } = [];
}
