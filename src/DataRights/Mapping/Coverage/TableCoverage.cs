using DataRights.Sources;

namespace DataRights.Mapping.Coverage;

/// <summary>The declared columns are the live ones, and the declared key tells one row from another.</summary>
internal static class TableCoverage
{
    public static void Check(CoverageScope scope, Collection collection, TableSchema table)
    {
        foreach (var column in collection.Columns.Where(c => table.Column(c.Name) is null))
        {
            scope.Add(CoverageCodes.ColumnMissing, collection, $"{table.Name}.{column.Name}",
                $"The map declares the column '{column.Name}', but the table '{table.Name}' has none. Mend the name, or drop it from the map.", column.Line);
        }

        foreach (var column in table.Columns.Where(live => !collection.Columns.Any(c => c.Name == live.Name)))
        {
            scope.Add(CoverageCodes.ColumnUndeclared, collection, $"{table.Name}.{column.Name}",
                $"The table '{table.Name}' has a column '{column.Name}' that the map does not declare. Declare it under \"columns\", and say in the deletion rules what becomes of it.",
                collection.Line);
        }

        if (!IsUnique(collection.Key, table))
        {
            scope.Add(CoverageCodes.KeyNotUnique, collection, $"{table.Name}({string.Join(", ", collection.Key)})",
                $"The key of '{collection.Name}' holds neither the primary key of '{table.Name}' nor a unique key that is never null. Name one of them as \"key\"; give the table one when it has none.",
                collection.Line);
        }
    }

    private static bool IsUnique(IReadOnlyList<string> key, TableSchema table) =>
        (table.PrimaryKey.Count > 0 && table.PrimaryKey.All(key.Contains))
        || table.UniqueKeys.Any(unique => unique.Count > 0 && unique.All(key.Contains) && unique.All(c => table.Column(c) is { Nullable: false }));
}
