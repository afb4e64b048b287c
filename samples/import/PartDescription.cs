using System.IO.Compression;

namespace DataRights.Samples.Import;

/// <summary>One file of a table's rows. <paramref name="Escaped"/>: formulas in CSV have an apostrophe that has to go.</summary>
internal sealed record PartDescription(ZipArchive Archive, string Path, string Format, long Rows, string MissingValue, bool Escaped);
