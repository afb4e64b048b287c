using System.Runtime.CompilerServices;
using DataRights.Deletion.Receipts;
using DataRights.Deletion.Steps;
using DataRights.Mapping;
using DataRights.Searching;
using DataRights.Sources;

namespace DataRights.Deletion.Searching;

/// <summary>
/// Looks for the person's identifiers in every text of every database (<c>verify</c> with <c>deep</c>). In the person's own rows they are
/// residue; in other people's they are mentions, told and left as they are. Whatever was not searched is told as well.
/// </summary>
internal sealed class DeepVerification(DeletionRun run, DeepSearchRule rule)
{
    /// <summary>Null when the time was up before the end: it goes on from there in the same step.</summary>
    public async Task<DeepFindings?> RunAsync(string step, CancellationToken cancellationToken)
    {
        var identifiers = await run.Parts.Captures.ReadIdentifiersAsync(run.Run.Request.Id, cancellationToken);
        var terms = identifiers.Select(i => (i.Name, Term: SearchTerm.Of(i))).ToList();
        var left = new List<NotSearchedFact>(terms.Where(t => t.Term is null).Select(t => t.Name).Distinct().Select(n => new NotSearchedFact(null, null, n, NotSearchedReasons.Plain)));
        if (identifiers.Count == 0)
        {
            var names = run.Parts.Map.Collection(run.Run.Root.Collection).Root!.Identifiers.Select(i => i.Identifier);
            left.AddRange(run.Parts.Map.Identifiers.Where(i => i.Searchable && names.Contains(i.Name)).Select(i => new NotSearchedFact(null, null, i.Name, NotSearchedReasons.Unknown)));
        }

        var done = run.State.Searched is { } progress && progress.Step == step ? progress.Columns : [];
        var search = new DeepSearch([.. terms.Select(t => t.Term).OfType<SearchTerm>()], rule.RowsPerColumn, rule.TimePerColumn) { Done = done };
        if (await SearchAsync(step, search, cancellationToken) is not { } columns)
        {
            return null;
        }

        return new DeepFindings(
            [.. columns.Where(c => c.Own > 0).Select(c => new Residue(c.Collection, "identifier", c.Own) { Column = c.Column })],
            [.. columns.Where(c => c.Others > 0).Select(c => new MentionFact(c.Collection, c.Column, c.Others))],
            [.. left, .. columns.Where(c => c.Missed is not null).Select(c => new NotSearchedFact(c.Collection, c.Column, null, c.Missed!))]);
    }

    private async Task<IReadOnlyList<SearchedColumn>?> SearchAsync(string step, DeepSearch search, CancellationToken cancellationToken)
    {
        var columns = search.Done.ToList();
        await foreach (var column in EverywhereAsync(search, cancellationToken))
        {
            columns.Add(column);
            if (run.Run.SliceUsedUp)
            {
                await run.Run.CheckpointAsync(r => r with { Checkpoint = (DeletionState.Of(r) with { Searched = new DeepProgress(step, columns) }).ToString() }, cancellationToken);
                return null;
            }
        }

        return columns;
    }

    private async IAsyncEnumerable<SearchedColumn> EverywhereAsync(DeepSearch search, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var source in search.Terms.Count == 0 ? [] : run.Parts.Sources.AllRows)
        {
            // Where nothing of the person's can be, the person may be spoken of.
            await using var other = run.Databases.Contains(source.Name) ? null : await source.OpenErasureAsync(new ErasureScope(run.Parts.Map, []), cancellationToken);
            await foreach (var column in (other ?? await run.NotedAsync(source.Name, cancellationToken)).SearchAsync(search, cancellationToken))
            {
                yield return column;
            }
        }
    }
}
