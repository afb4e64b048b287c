using DataRights.Export.Archive;
using DataRights.Export.Contents;
using DataRights.Mapping;
using DataRights.Requests;
using DataRights.Sources;
using DataRights.Subjects;

namespace DataRights.Export.Planning;

/// <summary>
/// Counts rows and lists files as an export would, in one view of each database, and reads the first rows of each collection to learn
/// how long they are. Writes nothing, and holds no more than one row.
/// </summary>
public sealed class ExportPlanner(DataMap map, SourceSet sources, IFootprintLocator locator, TimeProvider time) : IExportPlanner
{
    /// <summary>How many rows of a collection are read for their length.</summary>
    private const int SampledRows = 100;

    /// <summary>From how many bytes on an archive comes in several files: as the export's options say.</summary>
    public long PartBytes { get; init; } = new ExportOptions().ArchiveSize;

    public async Task<ExportPlan> PlanAsync(RootKey root, RequestKind kind, CancellationToken cancellationToken)
    {
        var (findings, planned) = (new List<string>(), new List<PlannedExport>());
        var scope = new ExportScope(kind == RequestKind.Portability);
        var choice = new TablePlanner(map, scope, []);
        await using var view = await ExportView.OpenAsync(map, sources, findings, cancellationToken);
        var footprint = await locator.LocateAsync(root, view.Snapshots, cancellationToken);
        foreach (var collection in map.Collections.Where(c => !c.IsFiles && view.Snapshots.ContainsKey(c.Source)))
        {
            if (choice.Plan(collection, view.Schemas[collection.Source]) is { } table)
            {
                await AddAsync(planned, collection, () => RowsAsync(view.Snapshots[collection.Source], footprint, table, cancellationToken), findings);
            }
        }

        var (rows, rowBytes, compressed) = (planned.Sum(p => p.Rows), planned.Sum(p => p.Bytes), 0L);
        foreach (var collection in map.Collections.Where(c => c.IsFiles && scope.Covers(c)))
        {
            await AddAsync(planned, collection, async () =>
            {
                var (files, stored) = await FilesAsync(footprint, collection, cancellationToken);
                compressed += stored;
                return files;
            }, findings);
        }

        var fileBytes = planned.Where(p => p.Rows == 0).Sum(p => p.Bytes);
        return new(map.Hash, time.GetUtcNow(), planned, ExportEstimate.Of(rows, rowBytes, fileBytes - compressed, compressed, PartBytes), findings);
    }

    private static async Task AddAsync(List<PlannedExport> planned, Collection collection, Func<Task<PlannedExport>> count, List<string> findings)
    {
        try
        {
            planned.Add(await count());
        }
        catch (SourceException e) when (!e.IsTransient)
        {
            findings.Add($"Collection '{collection.Name}' of source '{collection.Source}' cannot be counted ({e.Code}).");
        }
    }

    private static async Task<PlannedExport> RowsAsync(IRowSnapshot snapshot, Footprint footprint, PlannedTable table, CancellationToken cancellationToken)
    {
        var rows = await snapshot.CountAsync(footprint, table.Collection, cancellationToken);
        var bytes = rows == 0 ? 0 : (long)(rows * await LengthAsync(snapshot, footprint, table, cancellationToken));
        return new(table.Collection.Source, table.Collection.Name, rows, 0, bytes);
    }

    /// <summary>The mean length of the first rows, names of columns included.</summary>
    private static async Task<double> LengthAsync(IRowSnapshot snapshot, Footprint footprint, PlannedTable table, CancellationToken cancellationToken)
    {
        await using var reader = await snapshot.ReadAsync(footprint, table.Collection, [.. table.Columns.Select(c => c.Name)], cancellationToken);
        var (size, read) = (new JsonSize(), 0);
        while (read < SampledRows && await reader.ReadAsync(cancellationToken))
        {
            for (var column = 0; column < reader.Columns.Count; column++)
            {
                reader.Write(column, size);
            }

            read++;
        }

        const int Punctuation = 4;
        return read == 0 ? 0 : ((double)size.Bytes / read) + reader.Columns.Sum(c => c.Name.Length + Punctuation) + Punctuation;
    }

    private async Task<(PlannedExport Files, long Compressed)> FilesAsync(Footprint footprint, Collection collection, CancellationToken cancellationToken)
    {
        var (files, bytes, compressed) = (0L, 0L, 0L);
        foreach (var query in locator.Files(footprint, collection))
        {
            await foreach (var file in sources.Files(collection.Source).ListAsync(query, cancellationToken))
            {
                files++;
                bytes += file.Length;
                compressed += CompressedMedia.Holds(file.Name) ? file.Length : 0;
            }
        }

        return (new(collection.Source, collection.Name, 0, files, bytes), compressed);
    }
}
