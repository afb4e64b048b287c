using DataRights.Export.Archive;

namespace DataRights.Export.Contents;

/// <summary>One of the person's files as it lies in a part of the archive, and what it was called.</summary>
internal sealed record ExportedFile(string Collection, string OriginalName, DateTimeOffset Modified, int Bag, ZipEntry Entry, string Path);
