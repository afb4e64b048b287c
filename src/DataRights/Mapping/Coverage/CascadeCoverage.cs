using DataRights.Sources;

namespace DataRights.Mapping.Coverage;

/// <summary>
/// Follows ON DELETE actions through tables that the map does not speak of: what they reach is destroyed or altered with a
/// mapped row, however far away it is.
/// </summary>
internal static class CascadeCoverage
{
    public static void Check(CoverageScope scope)
    {
        var reached = new Dictionary<string, Collection>(scope.Names);
        var next = new Queue<(string Table, Collection From)>(scope.Collections
            .Where(c => c.Deletion.Any(r => r.Treatment == Treatment.Delete) && scope.Schema.Table(c.From) is not null)
            .Select(c => (SourceSchema.Normalize(c.From), c)));
        var inbound = scope.Schema.Tables.SelectMany(t => t.ForeignKeys.Select(k => (Table: t, Key: k))).ToLookup(f => f.Key.ToTable, scope.Names);
        while (next.TryDequeue(out var at))
        {
            foreach (var (table, key) in inbound[at.Table].Where(f => Acts(f.Key.OnDelete)))
            {
                // The first step out of a mapped table is told of by the check of foreign keys.
                if (scope.Mapped(at.Table) is null)
                {
                    var effect = IsCascade(key) ? "destroys" : "alters";
                    scope.Add(CoverageCodes.CascadeUndeclared, scope.Mapped(table.Name), ForeignKeyCoverage.Subject(table, key),
                        $"Deleting rows of '{at.From.Name}' {effect} rows of '{table.Name}' by way of '{at.Table}', which the map does not speak of: the foreign key on {ForeignKeyCoverage.Columns(table, key)} is ON DELETE {key.OnDelete}. Add collections for both.",
                        at.From.Line);
                }

                if (IsCascade(key) && scope.Mapped(table.Name) is null && reached.TryAdd(table.Name, at.From))
                {
                    next.Enqueue((table.Name, at.From));
                }
            }
        }
    }

    public static bool Acts(string action) => action.ToUpperInvariant() is "CASCADE" or "SET NULL" or "SET DEFAULT";

    private static bool IsCascade(ForeignKeySchema key) => key.OnDelete.Equals("CASCADE", StringComparison.OrdinalIgnoreCase);
}
