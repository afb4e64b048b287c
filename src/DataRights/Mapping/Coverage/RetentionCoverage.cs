namespace DataRights.Mapping.Coverage;

/// <summary>The raw rows of every retention rule are there, with every column that the rule reads.</summary>
internal static class RetentionCoverage
{
    public static void Check(CoverageScope scope)
    {
        foreach (var rule in scope.Retention)
        {
            if (scope.Schema.Table(rule.From) is not { } table)
            {
                scope.Add(CoverageCodes.RetentionTableMissing, null, rule.From,
                    $"The retention rule '{rule.Name}' reads the table '{rule.From}', but the database has none. Mend the name, or drop the rule.", rule.Line);
                continue;
            }

            foreach (var column in rule.Columns.Concat(rule.Dropped).Distinct().Where(c => table.Column(c) is null))
            {
                scope.Add(CoverageCodes.RetentionColumnMissing, null, $"{table.Name}.{column}",
                    $"The retention rule '{rule.Name}' reads the column '{column}', but the table '{table.Name}' has none. Mend the name.", rule.Line);
            }
        }
    }
}
