namespace DataRights.Export.Resume;

/// <summary>A file of a table's rows.</summary>
/// <param name="Bag">The part of the archive it is in.</param>
/// <param name="Path">Its path in the bag.</param>
/// <param name="Rows">Its rows.</param>
internal sealed record PartProgress(int Bag, string Path, long Rows);
