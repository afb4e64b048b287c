namespace DataRights.Export.Archive;

/// <summary>A name that was asked for; see <see cref="SafeNames.Take"/>.</summary>
public sealed record TakenName(string Folder, string Name);
