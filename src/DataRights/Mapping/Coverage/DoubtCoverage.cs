using DataRights.Sources;

namespace DataRights.Mapping.Coverage;

/// <summary>What the schema allows and a well-kept table never holds: rows without a key, retained rows without an end.</summary>
internal static class DoubtCoverage
{
    public static void Check(CoverageScope scope, Collection collection, TableSchema table)
    {
        foreach (var rule in collection.Deletion.Where(r => r.Until is { } until && table.Column(until.Column) is { Nullable: true }))
        {
            scope.Add(CoverageCodes.UntilNullable, collection, $"{table.Name}.{rule.Until!.Column}",
                $"Rows of '{table.Name}' are retained until a date reckoned from '{rule.Until.Column}', which may be null: such rows are kept without an end, and flagged. Forbid nulls, or add \"{rule.Until.Column} is not null\" to the rule's \"when\".",
                rule.Line);
        }

        foreach (var column in table.NullableKey.Where(collection.Key.Contains))
        {
            scope.Add(CoverageCodes.KeyNullable, collection, $"{table.Name}.{column}",
                $"SQLite lets the key column '{column}' of '{table.Name}' be null, and a row without a key stops the deletion of whoever it belongs to. Declare the column NOT NULL.",
                collection.Line);
        }
    }
}
