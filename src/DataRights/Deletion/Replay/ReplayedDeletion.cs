namespace DataRights.Deletion.Replay;

/// <summary>What was decided of one deletion.</summary>
internal sealed record ReplayedDeletion(string Request, ReplayVerdict Verdict, string? ReplayedBy);
