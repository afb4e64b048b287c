using DataRights.Retention.Risk;

namespace DataRights.Retention.Preview;

/// <summary>What publishing some periods at certain levels would do.</summary>
/// <param name="Periods">Periods assessed.</param>
/// <param name="Rows">Raw rows in them.</param>
/// <param name="RowsSuppressed">Rows in no published cell; those of a residual count as such.</param>
/// <param name="Cells">Cells, published or not.</param>
/// <param name="CellsSuppressed">Cells that do not pass the gate.</param>
/// <param name="DominanceFailures">Of these, shared by enough people and dominated by one.</param>
/// <param name="DiversityFailures">Of these, shared by enough people who are too much alike.</param>
/// <param name="Risk">The risk.</param>
/// <param name="Discernibility">Utility lost: the discernibility metric over its worst case (<see cref="UtilityLoss"/>), the mean over the periods, each weighed by its people.</param>
public sealed record LevelFigures(
    int Periods, long Rows, long RowsSuppressed, long Cells, long CellsSuppressed, long DominanceFailures, long DiversityFailures, PeriodRisk? Risk, double Discernibility)
{
    public double SuppressedRowShare => Rows == 0 ? 0 : (double)RowsSuppressed / Rows;

    public double SuppressedCellShare => Cells == 0 ? 0 : (double)CellsSuppressed / Cells;

    public static LevelFigures Of(IReadOnlyCollection<PublishedPeriod> periods) => new(
        periods.Count,
        periods.Sum(p => p.RowsPublished + p.RowsSuppressed),
        periods.Sum(p => p.RowsSuppressed),
        periods.Sum(p => p.CellsPublished + p.CellsSuppressed),
        periods.Sum(p => p.CellsSuppressed),
        periods.Sum(p => p.DominanceFailures),
        periods.Sum(p => p.DiversityFailures),
        PeriodRisk.Of(periods),
        MeanLoss(periods));

    // Of each publication by itself: somebody who is suppressed hides among that period's people, not among all.
    private static double MeanLoss(IEnumerable<PublishedPeriod> periods)
    {
        var (sum, people) = (0d, 0L);
        foreach (var risk in periods.Select(p => PeriodRisk.Of(p)).OfType<PeriodRisk>())
        {
            sum += risk.Loss.Discernibility * risk.Before.People;
            people += risk.Before.People;
        }

        return people == 0 ? 0 : sum / people;
    }
}
