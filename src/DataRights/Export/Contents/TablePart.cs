using DataRights.Export.Archive;

namespace DataRights.Export.Contents;

/// <summary>One file of a collection's rows.</summary>
internal sealed record TablePart(ZipEntry Entry, string Path, long Rows);
