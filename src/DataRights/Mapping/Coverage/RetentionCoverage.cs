using DataRights.Sources;

namespace DataRights.Mapping.Coverage;

/// <summary>The raw rows of every retention rule are there, with every column that the rule reads.</summary>
internal static class RetentionCoverage
{
    /// <summary>Times without a zone, of rules that do not say by which they were written.</summary>
    public static void CheckZones(CoverageScope scope)
    {
        foreach (var rule in scope.Retention.Where(r => r.Zoneless is null))
        {
            foreach (var column in rule.Timed.Where(c => scope.Schema.Table(rule.From)?.Column(c)?.Kind == ValueKind.LocalTimestamp))
            {
                scope.Add(CoverageCodes.RetentionZoneUnsaid, null, $"{rule.From}.{column}",
                    $"'{column}' of '{rule.From}' holds times without a zone, and the retention rule '{rule.Name}' does not say by which they were written, so it will not run. Add \"zoneless\": \"UTC\", or the IANA zone of the clock that wrote them.", rule.Line);
            }
        }
    }

    /// <summary>Partitions that are to be dropped, and cannot be.</summary>
    public static void CheckPartitions(CoverageScope scope)
    {
        foreach (var rule in scope.Retention.Where(r => r.Partitions == PartitionTreatment.Drop))
        {
            if (scope.Schema.Table(rule.From) is { OwnsPartitions: false } table)
            {
                scope.Add(CoverageCodes.RetentionPartitionsKept, null, table.Name,
                    $"The retention rule '{rule.Name}' is to drop partitions of '{table.Name}', but {(table.Partitions.Count == 0 ? "it has none" : "the role does not own all of them")}: rows are deleted in chunks instead. {(table.Partitions.Count == 0 ? "Partition it by range of the time column, or leave \"partitions\" out" : "Make the role a member of the owner")}.", rule.Line);
            }
        }
    }

    private static void CheckIdentities(CoverageScope scope, RetentionRule rule)
    {
        foreach (var identity in rule.Identities)
        {
            if (scope.Schema.Table(identity.From) is not { } table)
            {
                scope.Add(CoverageCodes.RetentionTableMissing, null, identity.From,
                    $"The retention rule '{rule.Name}' names the table of identities '{identity.From}', but the database has none. Mend the name, or drop it from \"identities\".", rule.Line);
                continue;
            }

            foreach (var column in identity.Accounts.Append(identity.Key).Append(identity.Seen).Where(c => table.Column(c) is null))
            {
                scope.Add(CoverageCodes.RetentionColumnMissing, null, $"{table.Name}.{column}",
                    $"The retention rule '{rule.Name}' reads the column '{column}' of identities, but the table '{table.Name}' has none. Mend the name.", rule.Line);
            }
        }
    }

    public static void Check(CoverageScope scope)
    {
        foreach (var rule in scope.Retention)
        {
            CheckIdentities(scope, rule);
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
