namespace DataRights.Retention.Risk;

/// <summary>
/// What publishing at a level costs. <see cref="Discernibility"/> is the metric of Bayardo and Agrawal (2005): each
/// person costs as much as the size of the class it is hidden in, a suppressed one as much as the whole table. Both
/// figures are between 0 (everybody tells apart) and 1 (nothing published).
/// </summary>
/// <param name="Suppressed">The share of rows that are in no published cell.</param>
/// <param name="Discernibility">The metric over its worst case, the table's size squared.</param>
public sealed record UtilityLoss(double Suppressed, double Discernibility)
{
    /// <param name="published">The published classes, counted in rows.</param>
    /// <param name="suppressedRows">Rows in none of them.</param>
    public static UtilityLoss Of(ClassSizes published, long suppressedRows)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(suppressedRows);
        double all = published.Members + suppressedRows;
        return all == 0 ? new(0, 0) : new(suppressedRows / all, (published.Squares + (suppressedRows * all)) / (all * all));
    }
}
