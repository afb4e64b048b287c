using DataRights.Sources;

namespace DataRights.Mapping.Coverage;

/// <summary>What deletion changes is a table of this database, the whole of it, and every column that it writes can be written.</summary>
internal static class WritableCoverage
{
    public static void Check(CoverageScope scope, Collection collection, TableSchema table)
    {
        var written = Written(collection).ToList();
        if (table.Kind != TableKind.Table && (written.Count > 0 || collection.Deletion.Any(r => r.Treatment == Treatment.Delete)))
        {
            var (what, mend) = table.Kind switch
            {
                TableKind.View => ("a view", "Map the tables beneath it instead."),
                TableKind.MaterializedView => ("a materialized view, which only its refresh changes", "Map the tables beneath it, and refresh it after them."),
                _ => ("a table of another server", "Map that server as a source of its own."),
            };
            scope.Add(CoverageCodes.NotATable, collection, table.Name, $"Deletion would change '{table.Name}', which is {what}. {mend}", collection.Line);
        }

        foreach (var (column, line) in written.DistinctBy(w => w.Column).Where(w => table.Column(w.Column) is { IsGenerated: true }))
        {
            scope.Add(CoverageCodes.GeneratedReplaced, collection, $"{table.Name}.{column}",
                $"Deletion would write to '{column}' of '{table.Name}', whose values the database makes itself. Replace the columns it is made of, or delete the row.", line);
        }

        if (table.HidesRows)
        {
            scope.Add(CoverageCodes.RowSecurity, collection, table.Name,
                $"Row-level security of '{table.Name}' applies to the role, so rows of people may be hidden from it in silence. Give the role BYPASSRLS, or connect as the table's owner.",
                collection.Line);
        }
    }

    /// <summary>The columns that deletion writes in rows that stay, with the map's line that says so.</summary>
    public static IEnumerable<(string Column, int Line)> Written(Collection collection) =>
        collection.Deletion.SelectMany(r => r.Anonymize.Select(a => (a.Column, r.Line)))
            .Concat(collection.References.Where(r => r.Detach).SelectMany(r => r.Columns.Select(c => (c, r.Line))));
}
