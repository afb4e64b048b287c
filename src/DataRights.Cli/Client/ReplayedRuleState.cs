namespace DataRights.Cli.Client;

/// <summary>What the command line reads of one retention rule in a replay.</summary>
public sealed record ReplayedRuleState(string Rule, int Periods, long Rows, string? Failure);
