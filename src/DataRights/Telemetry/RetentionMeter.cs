using DataRights.Mapping;
using DataRights.Requests;
using DataRights.Retention;

namespace DataRights.Telemetry;

/// <summary>Runs of retention rules. What a run did counts as far as it came, also when it failed then.</summary>
internal static class RetentionMeter
{
    private static readonly Level Lag = Instruments.Level(MetricCatalog.RetentionLag);
    private static readonly Count Runs = Instruments.Count(MetricCatalog.RetentionRuns);
    private static readonly Count Rows = Instruments.Count(MetricCatalog.RetentionRows);
    private static readonly Count Cells = Instruments.Count(MetricCatalog.RetentionCells);

    public static void Ended(RetentionRule rule, RetentionRunResult result)
    {
        Runs.Add(1, rule.Name, result.FailureCode ?? Words.None);
        if (result.FailureCode is { } code)
        {
            TroubleMeter.Met(TroubleMeter.Retention, rule.Source, code, !result.FailureIsTransient);
        }

        Add(rule, result);
    }

    /// <summary>The run was stopped by something that no other rule can do without.</summary>
    public static void Broke(RetentionRule rule, RetentionRunResult tally, Trouble trouble)
    {
        Runs.Add(1, rule.Name, trouble.Code);
        TroubleMeter.Met(TroubleMeter.Retention, trouble);
        Add(rule, tally);
    }

    private static void Add(RetentionRule rule, RetentionRunResult result)
    {
        Rows.Add(result.RowsPublished, rule.Name, "published");
        Rows.Add(result.RowsSuppressed, rule.Name, "suppressed");
        Rows.Add(result.RowsDestroyed, rule.Name, "destroyed");
        Rows.Add(result.LateRows, rule.Name, "late");
        Cells.Add(result.CellsPublished, rule.Name, "published");
        Cells.Add(result.CellsSuppressed, rule.Name, "suppressed");
        if (result.Lag is { } lag)
        {
            Lag.Record(lag.TotalSeconds, rule.Name);
        }
    }
}
