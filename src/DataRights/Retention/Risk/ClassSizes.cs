namespace DataRights.Retention.Risk;

/// <summary>
/// The sizes of the equivalence classes of a table, as a histogram: how many classes hold how many people. A class is
/// all those who look alike in the published columns; for a table of aggregates it is a cell. Immutable.
/// </summary>
public sealed class ClassSizes
{
    private ClassSizes(IReadOnlyList<SizeClass> histogram)
    {
        Histogram = histogram;
        Classes = histogram.Sum(c => c.Classes);
        Members = histogram.Sum(c => c.Members);
    }

    public static ClassSizes None { get; } = new([]);

    /// <summary>Smallest first.</summary>
    public IReadOnlyList<SizeClass> Histogram { get; }

    public long Classes { get; }

    /// <summary>The members of all classes: people, once for each class that they are in.</summary>
    public long Members { get; }

    /// <summary>The smallest class; zero when there is none.</summary>
    public long Smallest => Histogram.Count == 0 ? 0 : Histogram[0].Size;

    /// <summary>Σ size² over the classes, what the discernibility metric adds up; where sizes are not told apart exactly, of their mean.</summary>
    public double Squares => Histogram.Sum(c => (double)c.Members * c.Members / c.Classes);

    /// <summary>From the size of each class; classes of nobody are left out, since nobody in them can be found.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A size is negative.</exception>
    public static ClassSizes Of(IEnumerable<long> sizes) => Of(sizes.Select(size => new SizeClass(size, 1, size)));

    /// <summary>From parts of a histogram, in any order; a size may come more than once.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A size or a number is negative.</exception>
    public static ClassSizes Of(IEnumerable<SizeClass> parts)
    {
        var histogram = new SortedDictionary<long, SizeClass>();
        foreach (var part in parts)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(part.Size, nameof(parts));
            ArgumentOutOfRangeException.ThrowIfNegative(part.Classes, nameof(parts));
            if (part.Size > 0 && part.Classes > 0)
            {
                var sofar = histogram.GetValueOrDefault(part.Size) ?? new SizeClass(part.Size, 0, 0);
                histogram[part.Size] = sofar with { Classes = sofar.Classes + part.Classes, Members = sofar.Members + part.Members };
            }
        }

        return new([.. histogram.Values]);
    }

    /// <summary>The classes of both tables beside each other.</summary>
    public ClassSizes And(ClassSizes other) => Of(Histogram.Concat(other.Histogram));
}
