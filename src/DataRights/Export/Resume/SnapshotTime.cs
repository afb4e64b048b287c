namespace DataRights.Export.Resume;

/// <summary>When a view of a source was taken.</summary>
internal sealed record SnapshotTime(string Source, DateTimeOffset TakenAt);
