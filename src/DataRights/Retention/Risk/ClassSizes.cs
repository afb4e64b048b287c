namespace DataRights.Retention.Risk;

/// <summary>
/// The sizes of the equivalence classes of a table, as a histogram: how many classes hold how many people. A class is
/// all those who look alike in the published columns; for a table of aggregates it is a cell. Immutable.
/// </summary>
public sealed class ClassSizes
{
    private readonly SortedDictionary<long, long> classes;

    private ClassSizes(SortedDictionary<long, long> classes)
    {
        this.classes = classes;
        foreach (var (size, count) in classes)
        {
            Classes += count;
            Members += size * count;
        }
    }

    public static ClassSizes None { get; } = new([]);

    /// <summary>Size of a class, and how many classes are of it; smallest first.</summary>
    public IReadOnlyCollection<KeyValuePair<long, long>> Histogram => classes;

    public long Classes { get; }

    /// <summary>All members of all classes: people, unless the classes are counted in something else.</summary>
    public long Members { get; }

    /// <summary>Σ size² over the classes: what the discernibility metric adds up.</summary>
    public double Squares => classes.Sum(c => (double)c.Key * c.Key * c.Value);

    /// <summary>The smallest class; zero when there is none.</summary>
    public long Smallest => classes.Count == 0 ? 0 : classes.First().Key;

    /// <summary>From the size of each class; classes of nobody are left out, since nobody in them can be found.</summary>
    public static ClassSizes Of(IEnumerable<long> sizes) => OfCounts(sizes.Select(size => KeyValuePair.Create(size, 1L)));

    /// <summary>From pairs of a size and the number of classes that are of it; a size may come more than once.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A size or a number is negative.</exception>
    public static ClassSizes OfCounts(IEnumerable<KeyValuePair<long, long>> counts)
    {
        var classes = new SortedDictionary<long, long>();
        foreach (var (size, count) in counts)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(size);
            ArgumentOutOfRangeException.ThrowIfNegative(count);
            if (size > 0 && count > 0)
            {
                classes[size] = classes.GetValueOrDefault(size) + count;
            }
        }

        return new(classes);
    }

    /// <summary>The classes of both tables beside each other.</summary>
    public ClassSizes And(ClassSizes other) => OfCounts([.. classes, .. other.classes]);
}
