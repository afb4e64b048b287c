using DataRights.Mapping.Loading;
using DataRights.Sources;

namespace DataRights.Mapping.Coverage;

/// <summary>The declared columns are the live ones, and the declared key tells one row from another.</summary>
internal static class TableCoverage
{
    /// <summary>The table is not there: it has another name by now, it is a part of another, or it is gone.</summary>
    public static void Missing(CoverageScope scope, Collection collection)
    {
        if (scope.Schema.WholeOf(collection.From) is { } whole)
        {
            scope.Add(CoverageCodes.PartitionMapped, collection, collection.From,
                $"'{collection.From}' is a partition of '{whole.Name}', and rows of the person may lie in the others. Map '{whole.Name}'.", collection.Line);
            return;
        }

        var renamed = Suggestion.Nearest(SourceSchema.Normalize(collection.From), scope.Schema.Tables.Select(t => t.Name).Where(t => !scope.Knows(t)));
        scope.Add(CoverageCodes.TableMissing, collection, collection.From,
            $"The map names the table '{collection.From}', but the database has none. {Renamed(renamed)}Mend the name, create the table, or drop the collection.", collection.Line);
    }

    public static void Check(CoverageScope scope, Collection collection, TableSchema table)
    {
        var undeclared = table.Columns.Select(c => c.Name).Where(live => !collection.Columns.Any(c => c.Name == live)).ToList();
        var missing = collection.Columns.Where(c => table.Column(c.Name) is null).ToList();
        foreach (var column in missing)
        {
            // One gone and one come is most likely one renamed, however different the names are.
            var renamed = Suggestion.Nearest(column.Name, undeclared) ?? (missing.Count == 1 && undeclared.Count == 1 ? undeclared[0] : null);
            scope.Add(CoverageCodes.ColumnMissing, collection, $"{table.Name}.{column.Name}",
                $"The map declares the column '{column.Name}', but the table '{table.Name}' has none. {Renamed(renamed)}Mend the name, or drop it from the map.", column.Line);
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

    private static string Renamed(string? to) => to is null ? "" : $"Was it renamed to '{to}'? ";

    private static bool IsUnique(IReadOnlyList<string> key, TableSchema table) =>
        (table.PrimaryKey.Count > 0 && table.PrimaryKey.All(key.Contains))
        || table.UniqueKeys.Any(unique => unique.Count > 0 && unique.All(key.Contains) && unique.All(c => table.Column(c) is { Nullable: false }));
}
