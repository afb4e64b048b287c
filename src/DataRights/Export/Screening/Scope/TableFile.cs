using System.IO.Compression;
using DataRights.Mapping;

namespace DataRights.Export.Screening.Scope;

/// <summary>One file of a table, as its archive's data package describes it.</summary>
/// <param name="Entry">Where it lies.</param>
/// <param name="Collection">Whose rows it has.</param>
/// <param name="Format"><c>json</c>, <c>ndjson</c> or <c>csv</c>.</param>
/// <param name="Fields">Its fields, in order.</param>
/// <param name="Binary">Those that hold bytes, in base64.</param>
/// <param name="UnescapesFormulas">Whether texts have an apostrophe before what looks like a formula.</param>
/// <param name="Rows">How many rows it is said to have.</param>
/// <param name="Sha256">The manifest's checksum; null when it has none.</param>
internal sealed record TableFile(
    ZipArchiveEntry Entry, Collection Collection, string Format, IReadOnlyList<string> Fields, IReadOnlySet<string> Binary, bool UnescapesFormulas, long Rows, string? Sha256)
{
    public TableText Open(IRowSink sink) => Format switch
    {
        "json" => new JsonTable(new JsonRowParser(Fields, sink)),
        "ndjson" => new LineTable(new JsonRowParser(Fields, sink)),
        "csv" => new CsvTable(Fields, sink, UnescapesFormulas),
        _ => throw new InvalidDataException(),
    };
}
