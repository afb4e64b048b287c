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
/// <param name="Risk">The risk and the utility lost.</param>
public sealed record LevelFigures(int Periods, long Rows, long RowsSuppressed, long Cells, long CellsSuppressed, long DominanceFailures, long DiversityFailures, PeriodRisk? Risk)
{
    public double SuppressedRowShare => Rows == 0 ? 0 : (double)RowsSuppressed / Rows;

    public double SuppressedCellShare => Cells == 0 ? 0 : (double)CellsSuppressed / Cells;

    /// <summary>Utility lost: the discernibility metric over its worst case.</summary>
    public double Discernibility => Risk?.Loss.Discernibility ?? 0;

    public static LevelFigures Of(IReadOnlyCollection<PublishedPeriod> periods) => new(
        periods.Count,
        periods.Sum(p => p.RowsPublished + p.RowsSuppressed),
        periods.Sum(p => p.RowsSuppressed),
        periods.Sum(p => p.CellsPublished + p.CellsSuppressed),
        periods.Sum(p => p.CellsSuppressed),
        periods.Sum(p => p.DominanceFailures),
        periods.Sum(p => p.DiversityFailures),
        PeriodRisk.Of(periods));
}
