using DataRights.Sources;

namespace DataRights.Mapping.Coverage;

/// <summary>Somebody has looked at every trigger and rule that deletion may set off.</summary>
internal static class TriggerCoverage
{
    public static void Check(CoverageScope scope, Collection collection, TableSchema table)
    {
        var deletes = collection.Deletion.Any(r => r.Treatment == Treatment.Delete);
        var written = WritableCoverage.Written(collection).Select(w => w.Column).ToList();
        foreach (var trigger in table.Triggers.Where(t => !collection.Triggers.Any(k => scope.Names.Equals(k.Name, t.Name))))
        {
            var onUpdate = trigger.OnUpdate && (trigger.UpdateColumns.Count == 0 ? written.Count > 0 : written.Exists(c => trigger.UpdateColumns.Contains(c, scope.Names)));
            if ((trigger.OnDelete && deletes) || onUpdate)
            {
                scope.Add(CoverageCodes.TriggerUndeclared, collection, $"{table.Name}.{trigger.Name}",
                    $"Deletion sets off the trigger '{trigger.Name}' of '{table.Name}', which may do more than the map says: copy the row, keep it, or change others. Read it; when it does no such thing, add it to \"triggers\" of '{collection.Name}' with the reason, else drop it.",
                    collection.Line);
            }
        }
    }

    public static void CheckGone(CoverageScope scope, Collection collection, TableSchema table)
    {
        foreach (var known in collection.Triggers.Where(k => !table.Triggers.Any(t => scope.Names.Equals(k.Name, t.Name))))
        {
            scope.Add(CoverageCodes.TriggerGone, collection, $"{table.Name}.{known.Name}",
                $"The map speaks of a trigger '{known.Name}', but '{table.Name}' has none of that name that fires when rows are deleted or changed. Drop it from \"triggers\", or mend the name.", known.Line);
        }
    }
}
