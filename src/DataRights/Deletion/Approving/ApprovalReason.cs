namespace DataRights.Deletion.Approving;

/// <summary>One reason why a deletion needs an operator's approval.</summary>
/// <param name="Code">One of <see cref="ApprovalCodes"/>.</param>
/// <param name="Collection">The collection; null for a total.</param>
/// <param name="Counted">How many rows or files the deletion takes; for a protected person, how many rows protect.</param>
/// <param name="Allowed">How many it may take; for a share, what that is in rows.</param>
/// <param name="Message">What it is and what to do, in a sentence or two.</param>
/// <param name="Line">The map's line to look at, 0 when there is none.</param>
public sealed record ApprovalReason(string Code, string? Collection, long Counted, long Allowed, string Message, int Line);
