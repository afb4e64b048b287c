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
    public async Task<DeepFindings> RunAsync(CancellationToken cancellationToken)
    {
        var identifiers = await run.Parts.Captures.ReadIdentifiersAsync(run.Run.Request.Id, cancellationToken);
        var terms = identifiers.Select(i => (i.Name, Term: SearchTerm.Of(i))).ToList();
        var left = new List<NotSearchedFact>(terms.Where(t => t.Term is null).Select(t => t.Name).Distinct().Select(n => new NotSearchedFact(null, null, n, NotSearchedReasons.Plain)));
        if (identifiers.Count == 0)
        {
            var names = run.Parts.Map.Collection(run.Run.Root.Collection).Root!.Identifiers.Select(i => i.Identifier);
            left.AddRange(run.Parts.Map.Identifiers.Where(i => i.Searchable && names.Contains(i.Name)).Select(i => new NotSearchedFact(null, null, i.Name, NotSearchedReasons.Unknown)));
        }

        var search = new DeepSearch([.. terms.Select(t => t.Term).OfType<SearchTerm>()], rule.RowsPerColumn, rule.TimePerColumn);
        var columns = search.Terms.Count == 0 ? [] : await SearchAsync(search, cancellationToken);
        return new DeepFindings(
            [.. columns.Where(c => c.Own > 0).Select(c => new Residue(c.Collection, "identifier", c.Own) { Column = c.Column })],
            [.. columns.Where(c => c.Others > 0).Select(c => new MentionFact(c.Collection, c.Column, c.Others))],
            [.. left, .. columns.Where(c => c.Missed is not null).Select(c => new NotSearchedFact(c.Collection, c.Column, null, c.Missed!))]);
    }

    private async Task<IReadOnlyList<SearchedColumn>> SearchAsync(DeepSearch search, CancellationToken cancellationToken)
    {
        var columns = new List<SearchedColumn>();
        foreach (var source in run.Parts.Sources.AllRows)
        {
            if (run.Databases.Contains(source.Name))
            {
                columns.AddRange(await (await run.NotedAsync(source.Name, cancellationToken)).SearchAsync(search, cancellationToken));
                continue;
            }

            // Nothing of the person's is here, but the person may be spoken of.
            await using var session = await source.OpenErasureAsync(new ErasureScope(run.Parts.Map, []), cancellationToken);
            columns.AddRange(await session.SearchAsync(search, cancellationToken));
        }

        return columns;
    }
}
