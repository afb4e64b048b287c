using DataRights.Cli.Terminal;
using DataRights.Retention.Reports;

namespace DataRights.Cli.Demo;

/// <summary>All risk reports of a rule in one sentence.</summary>
internal static class RiskLine
{
    /// <summary>Null when nothing is published whose risk is known.</summary>
    public static string? Of(IReadOnlyList<RiskReport> reports)
    {
        var risks = reports.Select(r => r.Risk).Where(r => r is { After.People: > 0 }).Select(r => r!).ToList();
        if (risks.Count == 0)
        {
            return null;
        }

        var (people, rows) = (risks.Sum(r => r.After.People), reports.Sum(r => r.RowsPublished + r.RowsSuppressed));
        var average = (double)risks.Sum(r => r.After.Classes) / people;
        var alone = risks.Sum(r => r.Before.Unique * r.Before.People) / risks.Sum(r => r.Before.People);
        return $"Its risk: nobody in a cell of fewer than {Figures.Count(risks.Min(r => r.After.K))} people, a guess is right {Figures.Chance(average)} times on average; "
            + $"before the gate {Figures.Percent(alone)} were alone in theirs. {Figures.Percent(rows == 0 ? 0 : (double)reports.Sum(r => r.RowsSuppressed) / rows)} of the rows are in no cell.";
    }
}
