using DataRights.Mapping;
using DataRights.Requests;
using DataRights.Sources;
using DataRights.Subjects;

namespace DataRights.Recipients;

/// <summary>
/// What others know a person by: the values of the person's own row, not those that were typed. What the row does not hold
/// is taken from the request, whose identifiers were all borne out when it was admitted.
/// </summary>
internal sealed class SubjectIdentifiers(RecipientParts parts)
{
    /// <summary>The named identifiers that there are, in the order of the names; one may have several values.</summary>
    public async Task<IReadOnlyList<Identifier>> ReadAsync(IRun run, IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        var root = parts.Map.Collection(run.Root.Collection);
        var footprint = new Footprint(parts.Map, run.Root, new Dictionary<EdgeId, IReadOnlyCollection<Key>>());
        await using var snapshot = await parts.Sources.Rows(root.Source).OpenSnapshotAsync(cancellationToken);
        var found = new List<Identifier>();
        foreach (var name in names.Distinct(StringComparer.Ordinal))
        {
            var type = parts.Map.Identifiers.First(i => i.Name == name).Type;
            var values = await OfRowAsync(snapshot, footprint, root, name, cancellationToken);
            found.AddRange(values.Count > 0 ? values.Select(v => new Identifier(name, type, v)) : OfRequest(run, name));
        }

        return found;
    }

    private static async Task<IReadOnlyList<string>> OfRowAsync(IRowSnapshot snapshot, Footprint footprint, Collection root, string name, CancellationToken cancellationToken)
    {
        var values = new List<string>();
        foreach (var column in root.Root!.Identifiers.Where(i => i.Identifier == name).Select(i => i.Column))
        {
            await foreach (var key in snapshot.ValuesAsync(footprint, root, [column], JoinTransform.None, null, cancellationToken))
            {
                values.Add(key.Values[0]);
            }

            if (values.Count == 0 && root.Root.Key.Contains(column))
            {
                // The row is gone, and its key is what it was found by.
                values.Add(RootEdges.Value(footprint.Root, root, column));
            }
        }

        return [.. values.Distinct(StringComparer.Ordinal)];
    }

    private IEnumerable<Identifier> OfRequest(IRun run, string name) => run.Request.SealedIdentifiers is null
        ? []
        : new RequestSeals(parts.Ports.Sealer).OpenIdentifiers(run.Request).Where(i => i.Name == name);
}
