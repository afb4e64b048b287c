using DataRights.Sources;

namespace DataRights.Mapping.Coverage;

/// <summary>
/// Compares the map with one database's live schema. Pure; the findings come in the map's order, undeclared tables last,
/// so that the same input gives the same list.
/// </summary>
public static class CoverageCheck
{
    /// <summary>What stops a deletion. Empty when the map covers the schema; always empty for a file source, which has none.</summary>
    /// <exception cref="KeyNotFoundException">The map declares no such source.</exception>
    public static IReadOnlyList<CoverageFinding> Compare(DataMap map, string source, SourceSchema schema)
    {
        var scope = new CoverageScope(map, source, schema);
        foreach (var collection in scope.Collections)
        {
            if (schema.Table(collection.From) is { } table)
            {
                TableCoverage.Check(scope, collection, table);
                RuleCoverage.Check(scope, collection, table);
                ForeignKeyCoverage.Check(scope, collection, table);
            }
            else
            {
                scope.Add(CoverageCodes.TableMissing, collection, collection.From,
                    $"The map names the table '{collection.From}', but the database has none. Mend the name, create the table, or drop the collection.", collection.Line);
            }
        }

        FileCoverage.Check(scope);
        RetentionCoverage.Check(scope);
        ForeignKeyCoverage.CheckUndeclaredTables(scope);
        return scope.Findings;
    }

    /// <summary>What makes locating slow, and stops nothing: columns that are searched by and lead no index.</summary>
    /// <exception cref="KeyNotFoundException">The map declares no such source.</exception>
    public static IReadOnlyList<CoverageFinding> Warnings(DataMap map, string source, SourceSchema schema)
    {
        var scope = new CoverageScope(map, source, schema);
        foreach (var collection in scope.Collections)
        {
            if (schema.Table(collection.From) is { } table)
            {
                IndexCoverage.Check(scope, collection, table);
            }
        }

        return scope.Findings;
    }
}
