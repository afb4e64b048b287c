using DataRights.Retention.Risk;
using Xunit;

namespace DataRights.Tests.Retention.Risk;

/// <summary>On random tables, the measures are what counting person by person gives.</summary>
public sealed class RiskPropertyTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 200)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Risks_are_what_an_intruder_meets_who_tries_every_person(int seed)
    {
        var people = Table(seed);
        var own = people.Select(p => 1d / people.Count(o => o.Class == p.Class)).ToList();
        var sizes = ClassSizes.Of(people.GroupBy(p => p.Class).Select(c => c.LongCount()));
        var risk = ReidentificationRisk.Of(sizes);

        Assert.Equal(people.Min(p => people.Count(o => o.Class == p.Class)), risk.K);
        Assert.Equal(own.Average(), risk.Average, 9);
        Assert.Equal(own.Max(), risk.Highest, 12);
        Assert.Equal(own.Count(r => r == 1) / (double)people.Count, risk.Unique, 12);
        Assert.All([0.03, 0.1, 0.34], t => Assert.Equal(own.Count(r => r > t) / (double)people.Count, ReidentificationRisk.ShareAbove(sizes, t), 12));
        Assert.Equal(people.Count, risk.People);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Diversity_keeps_the_order_that_the_paper_proves(int seed)
    {
        foreach (var counts in PublishedTables.CountsByClass(Table(seed)))
        {
            var (distinct, entropy, certainty) = (Diversity.Distinct(counts), Diversity.Entropy(counts), Diversity.Certainty(counts));

            Assert.InRange(entropy, 1 - 1e-9, distinct + 1e-9);
            // Who guesses the most frequent value is right at least as often as entropy l says.
            Assert.True(certainty >= 1 / entropy - 1e-9);
            Assert.Equal(counts.Max() / (double)counts.Sum(), certainty, 12);
            Assert.Equal(double.PositiveInfinity, Diversity.RecursiveBound(counts, distinct + 1));
            Assert.True(Enumerable.Range(1, distinct).Select(l => Diversity.RecursiveBound(counts, l)).Order().SequenceEqual(Enumerable.Range(1, distinct).Select(l => Diversity.RecursiveBound(counts, l))));
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Distances_are_within_0_and_1_zero_for_the_table_itself_and_the_ordered_one_is_never_larger(int seed)
    {
        var random = new Random(seed);
        var (mine, all) = (Counts(random), Counts(random));
        var (equal, ordered) = (Closeness.EqualDistance(mine, all), Closeness.OrderedDistance(mine, all));

        Assert.InRange(equal, 0, 1);
        Assert.InRange(ordered, 0, equal + 1e-9);
        Assert.Equal(0, Closeness.OrderedDistance(all, [.. all.Select(c => c * 3)]), 9);
        // By hand: the work of moving earth from left to right, value by value.
        var carried = Enumerable.Range(1, mine.Count - 1).Sum(i => Math.Abs(mine.Take(i).Sum() / (double)mine.Sum() - all.Take(i).Sum() / (double)all.Sum()));
        Assert.Equal(carried / (mine.Count - 1), ordered, 9);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Loss_is_the_average_over_pairs_that_cannot_be_told_apart(int seed)
    {
        var people = Table(seed);
        var kept = people.GroupBy(p => p.Class).Where(c => c.Count() >= 3).ToList();
        var suppressed = people.Count - kept.Sum(c => c.Count());
        var names = kept.Select(c => c.Key).ToHashSet();
        var loss = UtilityLoss.Of(ClassSizes.Of(kept.Select(c => c.LongCount())), suppressed);

        var indistinct = people.Sum(p => names.Contains(p.Class) ? people.Count(o => o.Class == p.Class) : people.Count);
        Assert.Equal(indistinct / (double)(people.Count * people.Count), loss.Discernibility, 9);
        Assert.Equal(suppressed / (double)people.Count, loss.Suppressed, 12);
    }

    [Fact]
    public void A_histogram_is_the_same_however_it_is_put_together()
    {
        var (left, right) = (ClassSizes.Of([3, 3, 7, 0]), ClassSizes.Of([new SizeClass(7, 2, 14), new SizeClass(3, 1, 3), new SizeClass(9, 0, 0)]));

        Assert.Equal([new SizeClass(3, 3, 9), new SizeClass(7, 3, 21)], left.And(right).Histogram);
        Assert.Equal((6L, 30L, 3L), (left.And(right).Classes, left.And(right).Members, left.And(right).Smallest));
        Assert.Throws<ArgumentOutOfRangeException>(() => ClassSizes.Of([-1L]));
    }

    private static List<(string Class, string Sensitive)> Table(int seed)
    {
        var random = new Random(seed);
        var (columns, values, diseases) = (random.Next(1, 4), random.Next(1, 6), random.Next(1, 5));
        return [.. Enumerable.Range(0, random.Next(1, 120)).Select(_ => (
            string.Join('|', Enumerable.Range(0, columns).Select(_ => random.Next(values) * random.Next(2))),
            $"disease {random.Next(diseases)}"))];
    }

    private static List<long> Counts(Random random) => [1, .. Enumerable.Range(0, 6).Select(_ => (long)random.Next(9))];
}
