using DataRights.Export.Archive;

namespace DataRights.Export.Contents;

/// <summary>One file of a collection's rows, and the part of the archive it is in.</summary>
internal sealed record TablePart(int Bag, ZipEntry Entry, string Path, long Rows);
