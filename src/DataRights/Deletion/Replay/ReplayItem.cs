using DataRights.Requests;

namespace DataRights.Deletion.Replay;

/// <summary>One deletion in a report.</summary>
/// <param name="Request">The deletion that was done before the restore.</param>
/// <param name="Verdict">What was found.</param>
/// <param name="ReplayedBy">The request that deletes again; null when there is none.</param>
/// <param name="Status">Where that request stands.</param>
/// <param name="Outcome">Its outcome, or why it waits.</param>
public sealed record ReplayItem(string Request, ReplayVerdict Verdict, string? ReplayedBy, RequestStatus? Status, string? Outcome);
