using System.Runtime.CompilerServices;
using DataRights.Mapping;
using DataRights.Sources;

namespace DataRights.Deletion.Steps;

/// <summary>Seals pages under the numbers that follow those there are; a step that is done again does so anew.</summary>
internal sealed class CapturedPages(DeletionRun run, IReadOnlyList<string> before)
{
    private readonly List<string> references = [.. before];
    private readonly Dictionary<string, long> counts = [];

    /// <summary>Every page, by number.</summary>
    public IReadOnlyList<string> References => references;

    /// <summary>Rows and files that were added, by collection.</summary>
    public IReadOnlyDictionary<string, long> Counts => counts;

    public async Task AddAsync(CapturedPage page, CancellationToken cancellationToken)
    {
        await run.Parts.Captures.WritePageAsync(run.Work, run.Run.Epoch, references.Count, page, cancellationToken);
        references.Add(new PageReference(page.Collection, run.Run.Epoch).ToString());
        counts[page.Collection] = counts.GetValueOrDefault(page.Collection) + page.Rows;
    }

    public async Task AddFilesAsync(Footprint footprint, CancellationToken cancellationToken)
    {
        foreach (var collection in run.Erasure.Order.Files)
        {
            await foreach (var page in CapturedFiles.PagesAsync(collection.Name, NamesAsync(footprint, collection, cancellationToken)))
            {
                await AddAsync(page, cancellationToken);
            }
        }
    }

    private async IAsyncEnumerable<string> NamesAsync(Footprint footprint, Collection collection, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var query in run.Parts.Locator.Files(footprint, collection))
        {
            await foreach (var name in run.Parts.Sources.Files(collection.Source).ListKeptAsync(query, cancellationToken).NamesAsync())
            {
                yield return name;
            }
        }
    }
}
