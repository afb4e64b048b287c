namespace DataRights.Deletion.Holds;

/// <summary>A hold and the version that it was read at.</summary>
internal sealed record StoredHold(Hold Hold, string Version);
