namespace DataRights.Retention.Risk;

/// <summary>The risk in what one or more periods of a rule published, and what it would have been had they published every cell.</summary>
/// <param name="Before">All cells, without the gate.</param>
/// <param name="After">What is in the table of aggregates, the residual included.</param>
/// <param name="Loss">What the gate cost, in people (once for each cell that they are in); the residual counts as suppressed.</param>
public sealed record PeriodRisk(ReidentificationRisk Before, ReidentificationRisk After, UtilityLoss Loss)
{
    /// <summary>Null where the periods do not say how large their cells were: those published before figures were kept.</summary>
    public static PeriodRisk? Of(params IReadOnlyCollection<PublishedPeriod> periods)
    {
        if (periods.Any(p => p.Classes.Count == 0 && p.CellsPublished + p.CellsSuppressed > 0))
        {
            return null;
        }

        var (published, suppressed) = (Sizes(periods, published: true), Sizes(periods, published: false));
        var residuals = ClassSizes.Of(periods.Where(p => p.Residual == ResidualFate.Published).Select(p => p.ResidualPeople));
        var after = ReidentificationRisk.Of(published.And(residuals));
        // The smallest cell is known exactly, sizes above a hundred or so are not.
        return new(
            ReidentificationRisk.Of(published.And(suppressed)),
            after.People > 0 && periods.Min(p => p.SmallestCell) is { } k and > 0 ? after with { K = k, Highest = 1d / k } : after,
            UtilityLoss.Of(published, suppressed.Members));
    }

    private static ClassSizes Sizes(IEnumerable<PublishedPeriod> periods, bool published) => ClassSizes.Of(
        periods.SelectMany(p => p.Classes).Where(c => c.Published == published).Select(c => new SizeClass(c.People, c.Cells, c.Members)));
}
