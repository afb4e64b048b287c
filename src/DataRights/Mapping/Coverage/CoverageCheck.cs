using DataRights.Sources;

namespace DataRights.Mapping.Coverage;

/// <summary>
/// Compares the map with one database's live schema. Pure; the findings come in the map's order, what concerns the whole
/// database and undeclared tables last, so that the same input gives the same list.
/// </summary>
public static class CoverageCheck
{
    private static readonly HashSet<string> OfDeletion =
    [
        CoverageCodes.TriggerUndeclared, CoverageCodes.NotATable, CoverageCodes.GeneratedReplaced, CoverageCodes.ReplacementType, CoverageCodes.ReplacementTooLong,
        CoverageCodes.ReplacementForbidden, CoverageCodes.ReplacementDangles, CoverageCodes.Replica, CoverageCodes.ReadOnly, CoverageCodes.RightMissing,
    ];

    private static readonly HashSet<string> OfConnection =
        [CoverageCodes.Replica, CoverageCodes.ReadOnly, CoverageCodes.RightMissing, CoverageCodes.RowSecurity];

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
                WritableCoverage.Check(scope, collection, table);
                RuleCoverage.Check(scope, collection, table);
                ReplacementCoverage.Check(scope, collection, table);
                JsonCoverage.Check(scope, collection, table);
                ForeignKeyCoverage.Check(scope, collection, table);
                TriggerCoverage.Check(scope, collection, table);
            }
            else
            {
                TableCoverage.Missing(scope, collection);
            }
        }

        FileCoverage.Check(scope);
        RetentionCoverage.Check(scope);
        ForeignKeyCoverage.CheckUndeclaredTables(scope);
        CascadeCoverage.Check(scope);
        ConnectionCoverage.Check(scope);
        return scope.Findings;
    }

    /// <summary>What an export may lack: the findings of <see cref="Compare"/> without those that only a deletion minds.</summary>
    /// <exception cref="KeyNotFoundException">The map declares no such source.</exception>
    public static IReadOnlyList<CoverageFinding> Gaps(DataMap map, string source, SourceSchema schema) =>
        [.. Compare(map, source, schema).Where(f => !OfDeletion.Contains(f.Code))];

    /// <summary>Whether a finding is about the server or the role that was asked, rather than about the schema: another connection may not have it.</summary>
    public static bool IsOfConnection(CoverageFinding finding) => OfConnection.Contains(finding.Code);

    /// <summary>What should be looked at, and stops nothing: searches without an index, ends that may be unknown, keys that may be null, owners in another database, rows whose author is not declared, a journal that lets nobody read and write at once, retention rules that will not run.</summary>
    /// <exception cref="KeyNotFoundException">The map declares no such source.</exception>
    public static IReadOnlyList<CoverageFinding> Warnings(DataMap map, string source, SourceSchema schema)
    {
        var scope = new CoverageScope(map, source, schema);
        foreach (var collection in scope.Collections)
        {
            if (schema.Table(collection.From) is { } table)
            {
                IndexCoverage.Check(scope, collection, table);
                DoubtCoverage.Check(scope, collection, table);
                SharingCoverage.Check(scope, collection);
                AuthorCoverage.Check(scope, collection);
                TriggerCoverage.CheckGone(scope, collection, table);
            }
        }

        RetentionCoverage.CheckZones(scope);
        RetentionDoubts.Check(scope);
        RetentionCoverage.CheckPartitions(scope);
        ConnectionCoverage.CheckJournal(scope);
        ConnectionCoverage.CheckRetention(scope);
        return scope.Findings;
    }
}
