using System.Runtime.CompilerServices;
using DataRights.Mapping;
using DataRights.Requests;
using DataRights.Sources;

namespace DataRights.Deletion.Steps;

/// <summary>
/// A captured subject's files of one collection: those that the map's selector finds now, and, where the selector is a
/// tag, those that it found at the capture, since an old version is not found by its file's tag once the file is gone.
/// </summary>
internal sealed class SubjectFiles(Collection collection, DataMap map, SourceSet sources, IFootprintLocator locator, CaptureStore captures)
{
    private readonly IFileSource source = sources.Files(collection.Source);

    /// <summary>Every file and whatever the store keeps of it, each at least once.</summary>
    public async IAsyncEnumerable<FileItem> KeptAsync(IRun run, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var query in QueriesAsync(run, cancellationToken))
        {
            await foreach (var file in source.ListKeptAsync(query, cancellationToken))
            {
                yield return file;
            }
        }
    }

    /// <summary>The latest moment at which one of them can still be brought back; null when none can.</summary>
    public async Task<DateTimeOffset?> RecoverableUntilAsync(IRun run, CancellationToken cancellationToken)
    {
        DateTimeOffset? latest = null;
        await foreach (var query in QueriesAsync(run, cancellationToken))
        {
            latest = await source.RecoverableUntilAsync(query, cancellationToken) is { } until && !(until <= latest) ? until : latest;
        }

        return latest;
    }

    private async IAsyncEnumerable<FileQuery> QueriesAsync(IRun run, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var footprint = await captures.ReadFootprintAsync(run.Request.Id, map, run.Root, cancellationToken);
        foreach (var query in locator.Files(footprint, collection))
        {
            yield return query;
        }

        if (collection.Files!.Match != FileMatch.Tag)
        {
            yield break;
        }

        await foreach (var chunk in captures.ReadRowsAsync(run.Request.Id, DeletionState.Of(run.Request).Chunks, cancellationToken))
        {
            foreach (var row in chunk.Where(r => r.Collection == collection.Name))
            {
                yield return FileQuery.Named(row.Key.Values[0]);
            }
        }
    }
}
