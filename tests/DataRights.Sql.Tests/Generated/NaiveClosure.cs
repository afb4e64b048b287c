using DataRights.Mapping;
using DataRights.Mapping.Expressions;

namespace DataRights.Sql.Tests.Generated;

/// <summary>The footprint by the definition: add what belongs to something that is in, until nothing is added.</summary>
internal static class NaiveClosure
{
    public static Dictionary<string, HashSet<Dictionary<string, string?>>> Of(RandomWorld world, Collection root, IReadOnlyList<string> key)
    {
        var found = world.Map.Collections.ToDictionary(c => c.Name, _ => new HashSet<Dictionary<string, string?>>());
        foreach (var row in world.Rows[root.Name].Where(r => root.Root!.Key.Select(k => r[k]).SequenceEqual(key)))
        {
            found[root.Name].Add(row);
        }

        bool grew;
        do
        {
            grew = false;
            foreach (var collection in world.Map.Collections)
            {
                foreach (var reference in collection.References.Where(r => r.Owns))
                {
                    foreach (var row in world.Rows[collection.Name])
                    {
                        grew |= found[reference.To].ToList().Any(parent => Leads(reference, row, parent)) && found[collection.Name].Add(row);
                    }
                }
            }
        }
        while (grew);
        return found;
    }

    /// <summary>Of the rows found, those that belong to a row that was not found too, or to a shared one. The subject's own row is never shared.</summary>
    public static HashSet<Dictionary<string, string?>> Shared(
        RandomWorld world, Collection root, IReadOnlyList<string> key, Dictionary<string, HashSet<Dictionary<string, string?>>> found)
    {
        var shared = new HashSet<Dictionary<string, string?>>();
        bool grew;
        do
        {
            grew = false;
            foreach (var collection in world.Map.Collections)
            {
                foreach (var row in found[collection.Name].Where(r => !shared.Contains(r) && !(collection.Name == root.Name && root.Root!.Key.Select(k => r[k]).SequenceEqual(key))))
                {
                    grew |= collection.References.Where(r => r.Owns).Any(reference =>
                        world.Rows[reference.To].Any(owner => Leads(reference, row, owner) && (shared.Contains(owner) || !found[reference.To].Contains(owner)))) && shared.Add(row);
                }
            }
        }
        while (grew);
        return shared;
    }

    public static bool Holds(Predicate? predicate, Dictionary<string, string?> row) => predicate switch
    {
        null => true,
        ComparePredicate { Operator: Comparison.Equal } p => row[p.Column] == p.Value.Text,
        NullPredicate p => row[p.Column] is null != p.Negated,
        _ => throw new NotSupportedException(),
    };

    public static bool Leads(Reference reference, Dictionary<string, string?> row, Dictionary<string, string?> parent) =>
        Holds(reference.Where, row) && Holds(reference.ToWhere, parent)
        && reference.Columns.Zip(reference.ToColumns).All(c => row[c.First] is { } mine && parent[c.Second] is { } theirs
            && (reference.Compare == JoinTransform.Lower ? string.Equals(mine, theirs, StringComparison.OrdinalIgnoreCase) : mine == theirs));
}
