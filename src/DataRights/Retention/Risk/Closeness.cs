namespace DataRights.Retention.Risk;

/// <summary>
/// t-closeness (Li, Li, Venkatasubramanian 2007): how far a sensitive column's distribution within a class is from the
/// one of the whole table, as earth mover's distance. What an intruder learns by finding the class is bounded by it.
/// Both arguments say how often each value stands there, value by value in the same order.
/// </summary>
public static class Closeness
{
    /// <summary>For values without order: half the sum of the differences of their shares, from 0 to 1.</summary>
    public static double EqualDistance(IReadOnlyList<long> inClass, IReadOnlyList<long> overall) =>
        Differences(inClass, overall).Sum(Math.Abs) / 2;

    /// <summary>For values in their own order, smallest first: neighbours are near each other, the ends 1 apart.</summary>
    public static double OrderedDistance(IReadOnlyList<long> inClass, IReadOnlyList<long> overall)
    {
        var (moved, distance) = (0d, 0d);
        foreach (var difference in Differences(inClass, overall))
        {
            moved += difference;
            distance += Math.Abs(moved);
        }

        return inClass.Count < 2 ? 0 : distance / (inClass.Count - 1);
    }

    private static IEnumerable<double> Differences(IReadOnlyList<long> inClass, IReadOnlyList<long> overall)
    {
        if (inClass.Count != overall.Count)
        {
            throw new ArgumentException("A class and the whole table must list the same values.", nameof(inClass));
        }

        var (p, q) = ((double)inClass.Sum(), (double)overall.Sum());
        return p == 0 || q == 0 ? throw new ArgumentException("An empty class or table has no distribution.", nameof(inClass)) : inClass.Zip(overall, (a, b) => (a / p) - (b / q));
    }
}
