namespace DataRights.Retention.Risk;

/// <summary>
/// l-diversity of a sensitive column (Machanavajjhala et al. 2007): how well the values within one class hide which is
/// whose. Each measure takes how often each value stands in the class, in any order; zeros are no values.
/// </summary>
public static class Diversity
{
    /// <summary>Distinct l: how many values there are.</summary>
    public static int Distinct(IReadOnlyCollection<long> counts) => counts.Count(c => c > 0);

    /// <summary>
    /// Entropy l: the number of equally frequent values that would hide as much, exp of the entropy. A class is
    /// entropy l-diverse when this is at least l. Never more than <see cref="Distinct"/>; zero for an empty class.
    /// </summary>
    public static double Entropy(IReadOnlyCollection<long> counts)
    {
        double total = counts.Sum();
        return total == 0 ? 0 : Math.Exp(-counts.Where(c => c > 0).Sum(c => c / total * Math.Log(c / total)));
    }

    /// <summary>
    /// The number that c must exceed for the class to be recursively (c, l)-diverse: the most frequent value's count
    /// over the sum of the l-th most frequent and all rarer ones. Infinite when there are fewer than l values.
    /// </summary>
    public static double RecursiveBound(IReadOnlyCollection<long> counts, int l)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(l, 1);
        var falling = counts.Where(c => c > 0).OrderDescending().ToList();
        return falling.Count < l ? double.PositiveInfinity : falling[0] / (double)falling.Skip(l - 1).Sum();
    }

    /// <summary>How sure an intruder can be of a value of somebody in the class: the most frequent value's share. Zero for an empty class.</summary>
    public static double Certainty(IReadOnlyCollection<long> counts) => counts.Sum() is var total and > 0 ? counts.Max() / (double)total : 0;
}
