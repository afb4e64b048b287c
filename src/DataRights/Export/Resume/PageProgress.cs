namespace DataRights.Export.Resume;

/// <summary>A readable page, and the part of the archive it is in.</summary>
internal sealed record PageProgress(int Bag, string Path);
