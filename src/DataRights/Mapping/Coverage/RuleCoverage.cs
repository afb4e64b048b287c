using DataRights.Sources;

namespace DataRights.Mapping.Coverage;

/// <summary>The database accepts the values that deletion writes.</summary>
internal static class RuleCoverage
{
    public static void Check(CoverageScope scope, Collection collection, TableSchema table)
    {
        foreach (var rule in collection.Deletion)
        {
            foreach (var column in rule.Anonymize.Where(a => a is { Kind: AnonymizerKind.Null, Path: null } && !Nullable(table, a.Column)))
            {
                scope.Add(CoverageCodes.NullNotAllowed, collection, $"{table.Name}.{column.Column}",
                    $"A deletion rule sets '{column.Column}' to null, which the database forbids. Use constant: or unique:, delete the row, or allow nulls.", rule.Line);
            }

            foreach (var key in table.UniqueKeys.Append(table.PrimaryKey).Where(k => k.Count > 0 && k.All(column => Repeats(rule, column))))
            {
                scope.Add(CoverageCodes.UniqueConstant, collection, $"{table.Name}({string.Join(", ", key)})",
                    $"A deletion rule gives every row the same value in {string.Join(", ", key)}, which must be unique. Use unique:<prefix> for one of the columns.", rule.Line);
            }
        }

        foreach (var reference in collection.References.Where(r => r is { Detach: true, Each: false, Path: null }))
        {
            foreach (var column in reference.Columns.Where(c => !Nullable(table, c)))
            {
                scope.Add(CoverageCodes.NullNotAllowed, collection, $"{table.Name}.{column}",
                    $"Detaching from '{reference.To}' sets '{column}' to null, which the database forbids. Allow nulls, or keep the rows of '{reference.To}' with the treatment anonymize.",
                    reference.Line);
            }
        }
    }

    private static bool Repeats(DeletionRule rule, string column) =>
        rule.Anonymize.Any(a => a.Column == column && a.Path is null && a.Kind is AnonymizerKind.Constant or AnonymizerKind.TruncateIp);

    /// <summary>A column that does not exist is reported elsewhere.</summary>
    private static bool Nullable(TableSchema table, string column) =>
        table.Column(column)?.Nullable != false && !table.PrimaryKey.Contains(column);
}
