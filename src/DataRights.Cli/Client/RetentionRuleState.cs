namespace DataRights.Cli.Client;

/// <summary>What the command line reads of a retention rule.</summary>
public sealed record RetentionRuleState(
    string Rule, string Source, string Into, string Window, string? Problem, IReadOnlyDictionary<string, int> Labels, IReadOnlyList<PublishedPeriodState> Periods);
