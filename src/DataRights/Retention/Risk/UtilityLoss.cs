namespace DataRights.Retention.Risk;

/// <summary>
/// What a level costs. The discernibility metric (Bayardo and Agrawal, ICDE 2005) charges each member the size of the
/// class that it is hidden in, and a suppressed one the whole table.
/// </summary>
/// <param name="Suppressed">The share of members that are in no published class.</param>
/// <param name="Discernibility">The metric over its worst case, the table's size squared: from almost 0 (all told apart) to 1 (nothing published).</param>
public sealed record UtilityLoss(double Suppressed, double Discernibility)
{
    /// <param name="published">The published classes.</param>
    /// <param name="suppressed">Members of none of them.</param>
    public static UtilityLoss Of(ClassSizes published, long suppressed)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(suppressed);
        double all = published.Members + suppressed;
        return all == 0 ? new(0, 0) : new(suppressed / all, (published.Squares + (suppressed * all)) / (all * all));
    }
}
