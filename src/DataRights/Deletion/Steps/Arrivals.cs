using DataRights.Mapping;
using DataRights.Requests;
using DataRights.Sources;
using DataRights.Subjects;

namespace DataRights.Deletion.Steps;

/// <summary>
/// Locates the person once more when everything has been treated. Rows that were to be deleted and are found now were
/// written since; rows that were kept on purpose may still be the person's.
/// </summary>
internal sealed class Arrivals(DataMap map, SourceSet sources, CaptureStore captures)
{
    public async Task<IReadOnlyList<Residue>> FindAsync(IRun run, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, HashSet<Key>>();
        await using (var snapshots = new OpenSnapshots(sources))
        {
            var open = await snapshots.OpenAllAsync(cancellationToken);
            var footprint = await captures.ReadFootprintAsync(run.Request.Id, map, run.Root, cancellationToken);
            foreach (var (source, groups) in new ErasureOrder(map, map.Collection(run.Root.Collection)).Sources)
            {
                foreach (var collection in groups.SelectMany(g => g))
                {
                    await foreach (var row in open[source].CaptureAsync(footprint, collection, cancellationToken))
                    {
                        if (collection.Deletion[row.Rule].Treatment == Treatment.Delete)
                        {
                            Of(found, collection.Name).Add(row.Key);
                        }
                    }
                }
            }
        }

        if (found.Count > 0)
        {
            await ExceptKeptAsync(run, found, cancellationToken);
        }

        return [.. found.Where(f => f.Value.Count > 0).Select(f => new Residue(f.Key, "arrived", f.Value.Count))];
    }

    // A kept row's new values may put it under another rule; it is there on purpose all the same.
    private async Task ExceptKeptAsync(IRun run, Dictionary<string, HashSet<Key>> found, CancellationToken cancellationToken)
    {
        await foreach (var chunk in captures.ReadRowsAsync(run.Request.Id, DeletionState.Of(run.Request).Chunks, cancellationToken))
        {
            foreach (var row in chunk.Where(r => map.Collection(r.Collection).Deletion[r.Rule].Treatment != Treatment.Delete))
            {
                found.GetValueOrDefault(row.Collection)?.Remove(row.Key);
            }
        }
    }

    private static HashSet<Key> Of(Dictionary<string, HashSet<Key>> found, string collection) =>
        found.TryGetValue(collection, out var keys) ? keys : found[collection] = [];
}
