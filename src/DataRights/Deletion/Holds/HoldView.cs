namespace DataRights.Deletion.Holds;

/// <summary>A hold as operators see it: its condition opened, and whether its review date has passed.</summary>
public sealed record HoldView(Hold Hold, string? When, bool ReviewDue);
