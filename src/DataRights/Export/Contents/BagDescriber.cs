using System.Globalization;
using DataRights.Export.Archive;
using DataRights.Export.Bag;
using DataRights.Export.Pages;

namespace DataRights.Export.Contents;

/// <summary>Closes the archive once all data is in it: the data package, what the person is to know, the first page, and the bag's own files.</summary>
internal static class BagDescriber
{
    public static async Task<ZipDirectory> DescribeAsync(ArchiveBag bag, ExportState state, CancellationToken cancellationToken)
    {
        var contents = state.Contents;
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
            new("Bagging-Date", contents.Collected.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        ], cancellationToken);
    }
}
