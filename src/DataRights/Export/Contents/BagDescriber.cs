using System.Globalization;
using DataRights.Export.Archive;
using DataRights.Export.Bag;
using DataRights.Export.Pages;

namespace DataRights.Export.Contents;

/// <summary>Closes the archive once all data is in it: the data package, what the person is to know, the first page, and the bag's own files.</summary>
internal static class BagDescriber
{
    public static async Task<ZipDirectory> DescribeAsync(ArchiveBag bag, ExportState state, IReadOnlyList<PartSummary> parts, CancellationToken cancellationToken)
    {
        var contents = state.Contents.In(bag.Number, parts);
        var map = contents.Map;
        var frame = new PageFrame(bag.Writer, contents.Texts);
        await DataPackageFile.WriteAsync(bag.Writer, contents, cancellationToken);
        await AboutFile.WriteAsync(bag.Writer, contents, cancellationToken);
        await AboutPage.WriteAsync(frame, state.PageNames, contents, cancellationToken);
        await IndexPage.WriteAsync(frame, state.PageNames, contents, cancellationToken);
        return await bag.Writer.FinishAsync(
        [
            new("Source-Organization", map.Controller.Name),
            new(map.Controller.Contact.Contains('@', StringComparison.Ordinal) ? "Contact-Email" : "Contact-Name", map.Controller.Contact),
            new("External-Identifier", contents.Request.Id),
            new("Internal-Sender-Description", $"Data map {map.Name}, SHA-256 {map.Hash}"),
            .. parts.Count < 2 ? Array.Empty<KeyValuePair<string, string>>() :
            [
                new("Bag-Group-Identifier", contents.Request.Id),
                new("Bag-Count", string.Create(CultureInfo.InvariantCulture, $"{bag.Number} of {parts.Count}")),
            ],
            new("Bagging-Date", contents.Collected.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        ], cancellationToken);
    }
}
