namespace DataRights.Export.Resume;

/// <summary>A file of the person that is in the archive.</summary>
internal sealed record FileProgress(string Collection, string OriginalName, DateTimeOffset Modified, int Bag, string Path);
