using System.Runtime.CompilerServices;
using DataRights.Ledger;
using DataRights.Mapping;
using DataRights.Requests;
using DataRights.Sources;
using DataRights.Subjects;

namespace DataRights.Deletion.Steps;

/// <summary>
/// Notes, sealed, every row and file that is to be treated and the values that lead from source to source, so that each
/// source can be worked alone and everything can be looked for again at the end.
/// </summary>
internal sealed class CaptureStep(DataMap map, SourceSet sources, IFootprintLocator locator, CaptureStore captures, TimeProvider time) : IDeletionStep
{
    public string Name => "capture";

    public async Task<JobResult?> RunAsync(IRun run, CancellationToken cancellationToken)
    {
        await using var snapshots = new OpenSnapshots(sources);
        var open = await snapshots.OpenAllAsync(cancellationToken);
        var footprint = await locator.LocateAsync(run.Root, open, cancellationToken);
        var counts = new Dictionary<string, long>();
        await captures.WriteFootprintAsync(run.Request.Id, footprint, cancellationToken);
        var chunks = await captures.WriteRowsAsync(run.Request.Id, RowsAsync(footprint, open, counts, cancellationToken), cancellationToken);
        await run.EndAsync(Name, LedgerCodes.Captured, counts, time.GetUtcNow(), s => s with { Chunks = chunks }, cancellationToken);
        return null;
    }

    private async IAsyncEnumerable<CapturedRow> RowsAsync(
        Footprint footprint, IReadOnlyDictionary<string, IRowSnapshot> open, Dictionary<string, long> counts, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var order = new ErasureOrder(map, map.Collection(footprint.Root.Collection));
        foreach (var (source, groups) in order.Sources)
        {
            foreach (var collection in groups.SelectMany(g => g))
            {
                await foreach (var row in open[source].CaptureAsync(footprint, collection, cancellationToken))
                {
                    counts[collection.Name] = counts.GetValueOrDefault(collection.Name) + 1;
                    yield return row;
                }
            }
        }

        foreach (var collection in order.Files)
        {
            foreach (var query in locator.Files(footprint, collection))
            {
                await foreach (var name in sources.Files(collection.Source).ListKeptAsync(query, cancellationToken).NamesAsync())
                {
                    counts[collection.Name] = counts.GetValueOrDefault(collection.Name) + 1;
                    yield return new CapturedRow(collection.Name, 0, Key.Of(name), new Dictionary<string, string>());
                }
            }
        }
    }
}
