using DataRights.Sources;

namespace DataRights.Mapping.Coverage;

/// <summary>The server can be written to, and the role may do what the map asks of it.</summary>
internal static class ConnectionCoverage
{
    public static void Check(CoverageScope scope)
    {
        if (scope.Collections.Count == 0)
        {
            return;
        }

        if (scope.Schema.IsReplica)
        {
            scope.Add(CoverageCodes.Replica, null, scope.Source,
                $"The server of '{scope.Source}' is a replica: nothing can be deleted there, and what it shows may be late. Give the connection of the primary.", scope.SourceLine);
        }

        if (scope.Schema.IsReadOnly)
        {
            scope.Add(CoverageCodes.ReadOnly, null, scope.Source,
                $"The connection to '{scope.Source}' can only read. Drop default_transaction_read_only for the role, or let the process write the file.", scope.SourceLine);
        }

        foreach (var right in scope.Schema.MissingRights.Where(r => !r.ForRetention))
        {
            Add(scope, CoverageCodes.RightMissing, right, "");
        }
    }

    public static void CheckJournal(CoverageScope scope)
    {
        if (scope.Schema.ReadersBlockWriters)
        {
            scope.Add(CoverageCodes.JournalMode, null, scope.Source,
                $"The file of '{scope.Source}' keeps a rollback journal: while an export reads, whoever writes waits, and while somebody waits to write, whoever wants to read. Run \"pragma journal_mode = wal\" once; the file keeps it.",
                scope.SourceLine);
        }
    }

    public static void CheckRetention(CoverageScope scope)
    {
        foreach (var right in scope.Schema.MissingRights.Where(r => r.ForRetention))
        {
            Add(scope, CoverageCodes.RetentionRightMissing, right, ", which a retention rule needs");
        }
    }

    private static void Add(CoverageScope scope, string code, MissingRight right, string need)
    {
        var collection = right.Table is { } table ? scope.Mapped(table) : null;
        var columns = right.Columns.Count == 0 ? "" : $" ({string.Join(", ", right.Columns)})";
        scope.Add(code, collection, $"{right.Privilege}{columns} on {right.On}",
            $"The role lacks the right {right.Privilege}{columns} on {right.On}{need}. Grant it: \"datarights map grants\" prints the statements.",
            collection?.Line ?? scope.SourceLine);
    }
}
