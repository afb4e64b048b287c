namespace DataRights.Storage;

/// <summary>An object as listed.</summary>
public sealed record ObjectEntry(string Name, long Length, string Version, DateTimeOffset Modified);
