using DataRights.Deletion.Steps;
using DataRights.Mapping;
using DataRights.Sources;
using DataRights.Subjects;

namespace DataRights.Deletion.Searching;

/// <summary>
/// The searchable identifiers of the person's own row, sealed with the footprint before the first effect and destroyed with it: when
/// they are needed the row is gone.
/// </summary>
internal sealed class SearchedIdentifiers(DeletionRun run)
{
    /// <summary>Adds what the row holds now to what was noted before; a row that is gone takes nothing away.</summary>
    public async Task CaptureAsync(CancellationToken cancellationToken)
    {
        if (run.Parts.Map.DeepSearch is null)
        {
            return;
        }

        var (map, requestId) = (run.Parts.Map, run.Run.Request.Id);
        var root = map.Collection(run.Run.Root.Collection);
        var alone = new Footprint(map, run.Run.Root, new Dictionary<EdgeId, IReadOnlyCollection<Key>>());
        var found = new List<Identifier>(await run.Parts.Captures.ReadIdentifiersAsync(requestId, cancellationToken));
        await using (var snapshot = await run.Parts.Sources.Rows(root.Source).OpenSnapshotAsync(cancellationToken))
        {
            foreach (var (column, name) in root.Root!.Identifiers.Select(i => (i.Column, i.Identifier)))
            {
                if (map.Identifiers.First(i => i.Name == name) is { Searchable: true } rule)
                {
                    var values = await snapshot.ValuesAsync(alone, root, [column], JoinTransform.None, null, cancellationToken).ToListAsync(cancellationToken);
                    found.AddRange(values.Select(v => Normalized(rule, v.Values[0])));
                }
            }
        }

        await run.Parts.Captures.WriteIdentifiersAsync(requestId, [.. found.Distinct()], cancellationToken);
    }

    // What cannot be an identifier is looked for as it stands.
    private static Identifier Normalized(IdentifierRule rule, string value)
    {
        try
        {
            return IdentifierNormalizer.Normalize(rule, value);
        }
        catch (Requests.RequestRefusedException)
        {
            return new Identifier(rule.Name, IdentifierType.Text, value);
        }
    }
}
