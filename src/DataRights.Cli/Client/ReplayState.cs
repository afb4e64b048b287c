namespace DataRights.Cli.Client;

/// <summary>What the command line reads of a replay.</summary>
public sealed record ReplayState(
    DateTimeOffset? Finished, bool DryRun, bool Stuck, IReadOnlyList<string> Restored, IReadOnlyDictionary<string, int> Counts,
    IReadOnlyList<ReplayedState> Deletions, IReadOnlyList<ReplayedRuleState> Retention, IReadOnlyList<string> Findings);
