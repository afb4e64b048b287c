using DataRights.Sources;

namespace DataRights.Deletion.Holds;

/// <summary>A hold on rows, and which.</summary>
public sealed record HeldPart(Hold Hold, HeldRows Rows);
