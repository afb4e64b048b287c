namespace DataRights.Retention;

/// <summary>Cells of one period that are of one size and had one fate.</summary>
/// <param name="People">
/// Distinct people in each of them. Exact below <see cref="Exact"/>; from there on the largest power of two that is not
/// more than their number. Zero: rows of nobody only.
/// </param>
/// <param name="Published">Whether they are in the table of aggregates.</param>
/// <param name="Cells">How many there are.</param>
/// <param name="Rows">Raw rows in all of them.</param>
/// <param name="Members">The sum of their people: a person in two cells counts twice.</param>
public sealed record CellClass(long People, bool Published, long Cells, long Rows, long Members)
{
    /// <summary>From here on sizes are classed.</summary>
    public const int Exact = 128;
}
