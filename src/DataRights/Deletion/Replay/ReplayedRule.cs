namespace DataRights.Deletion.Replay;

/// <summary>What a replay destroyed once more of the raw rows of a retention rule. Counts only.</summary>
/// <param name="Rule">The rule's name.</param>
/// <param name="Periods">Periods of which a count found no raw row left.</param>
/// <param name="Rows">Raw rows destroyed.</param>
/// <param name="Failure">Why the rule stopped for good; null when it did not. Its next run destroys the rest.</param>
public sealed record ReplayedRule(string Rule, int Periods, long Rows, string? Failure);
