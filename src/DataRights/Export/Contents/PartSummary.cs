namespace DataRights.Export.Contents;

/// <summary>What one part of an archive holds, as every part tells it.</summary>
/// <param name="Number">Counted from 1.</param>
/// <param name="Folder">Its folder, and the name of its file without the extension.</param>
/// <param name="Rows">Rows of tables.</param>
/// <param name="Files">The person's files.</param>
/// <param name="Collections">The collections that something of is in it, in order.</param>
internal sealed record PartSummary(int Number, string Folder, long Rows, long Files, IReadOnlyList<string> Collections)
{
    public static PartSummary Of(ArchiveBag bag, ExportContents contents)
    {
        var tables = contents.Tables.Where(t => t.Parts.Any(p => p.Bag == bag.Number)).ToList();
        var files = contents.Files.Where(f => f.Bag == bag.Number).ToList();
        return new PartSummary(
            bag.Number, bag.Folder, tables.Sum(t => t.Parts.Where(p => p.Bag == bag.Number).Sum(p => p.Rows)), files.Count,
            [.. tables.Select(t => t.Plan.Collection.Name).Concat(files.Select(f => f.Collection)).Distinct(StringComparer.Ordinal)]);
    }
}
