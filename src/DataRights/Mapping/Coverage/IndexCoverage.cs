using DataRights.Sources;

namespace DataRights.Mapping.Coverage;

/// <summary>The columns by which rows are searched lead an index.</summary>
internal static class IndexCoverage
{
    public static void Check(CoverageScope scope, Collection collection, TableSchema table)
    {
        // What is inside a value may have an index of its own kind, which the catalogue lists as an expression.
        foreach (var reference in collection.References.Where(r => r is { Each: false, Path: null } && !Leads(r.Columns, table)))
        {
            var columns = string.Join(", ", reference.Columns);
            scope.Add(CoverageCodes.ReferenceUnindexed, collection, $"{table.Name}({columns})",
                $"No index of '{table.Name}' begins with {columns}, so every request reads the whole table. Create an index on ({columns}).", reference.Line);
        }

        foreach (var column in collection.Root?.Identifiers.Select(i => i.Column).Distinct().Where(c => !Leads([c], table)) ?? [])
        {
            scope.Add(CoverageCodes.IdentifierUnindexed, collection, $"{table.Name}({column})",
                $"No index of '{table.Name}' begins with {column}, by which people are looked up. Create an index on ({column}).", collection.Line);
        }
    }

    private static bool Leads(IReadOnlyList<string> columns, TableSchema table) =>
        table.Indexes.Concat(table.UniqueKeys).Append(table.PrimaryKey)
            .Any(index => index.Count >= columns.Count && index.Take(columns.Count).All(columns.Contains));
}
