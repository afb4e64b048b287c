using System.Runtime.CompilerServices;
using DataRights.Mapping;
using DataRights.Sources;

namespace DataRights.Deletion.Steps;

/// <summary>
/// A captured subject's files of one collection: those that the map's selector finds now, and, where the selector is a
/// tag, those that it found at the capture, since an old version is not found by its file's tag once the file is gone.
/// </summary>
internal sealed class SubjectFiles(Collection collection, DeletionRun run)
{
    private readonly IFileSource source = run.Parts.Sources.Files(collection.Source);

    /// <summary>Every file and whatever the store keeps of it, each at least once.</summary>
    public async IAsyncEnumerable<FileItem> KeptAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var query in QueriesAsync(cancellationToken))
        {
            await foreach (var file in source.ListKeptAsync(query, cancellationToken))
            {
                yield return file;
            }
        }
    }

    /// <summary>The latest moment at which one of them can still be brought back; null when none can.</summary>
    public async Task<DateTimeOffset?> RecoverableUntilAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset? latest = null;
        await foreach (var query in QueriesAsync(cancellationToken))
        {
            latest = await source.RecoverableUntilAsync(query, cancellationToken) is { } until && !(until <= latest) ? until : latest;
        }

        return latest;
    }

    private async IAsyncEnumerable<FileQuery> QueriesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var footprint = await run.FootprintAsync(cancellationToken);
        foreach (var query in run.Parts.Locator.Files(footprint, collection))
        {
            yield return query;
        }

        if (collection.Files!.Match != FileMatch.Tag)
        {
            yield break;
        }

        await foreach (var page in run.PagesAsync(c => c == collection.Name, cancellationToken))
        {
            foreach (var name in CapturedFiles.Names(page))
            {
                yield return FileQuery.Named(name);
            }
        }
    }
}
