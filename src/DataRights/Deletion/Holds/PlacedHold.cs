namespace DataRights.Deletion.Holds;

/// <summary>A hold, and whether this call made it.</summary>
public sealed record PlacedHold(HoldView Hold, bool Created);
