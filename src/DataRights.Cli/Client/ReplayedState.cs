namespace DataRights.Cli.Client;

/// <summary>What the command line reads of one deletion in a replay.</summary>
public sealed record ReplayedState(string Request, string Verdict, string? ReplayedBy, string? Status, string? Outcome);
