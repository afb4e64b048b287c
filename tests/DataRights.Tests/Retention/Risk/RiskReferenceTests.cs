using DataRights.Retention.Risk;
using Xunit;

namespace DataRights.Tests.Retention.Risk;

/// <summary>The measures give what the literature prints beside its own tables; where it prints only the table, what its formula gives by hand.</summary>
public sealed class RiskReferenceTests
{
    [Fact]
    public void Sweeneys_table_is_2_anonymous_and_every_class_is_a_pair_or_a_triple()
    {
        var risk = RiskOf(PublishedTables.Sweeney);

        Assert.Equal(2, risk.K);
        Assert.Equal(0, risk.Unique);
        // Classes of 2, 2, 2, 3 and 2: five classes of eleven people.
        Assert.Equal((5L, 11L), (risk.Classes, risk.People));
        Assert.Equal(0.5, risk.Highest);
        Assert.Equal(5 / 11d, risk.Average, 12);
    }

    [Fact]
    public void The_inpatients_are_all_unique_before_and_4_anonymous_after()
    {
        var raw = ReidentificationRisk.Of(ClassSizes.Of(PublishedTables.Inpatients.GroupBy(p => (p.Zip, p.Age, p.Nationality)).Select(g => g.LongCount())));

        Assert.Equal(new ReidentificationRisk(12, 12, 1, 1, 1, 1), raw);
        Assert.Equal(new ReidentificationRisk(3, 12, 4, 0, 0.25, 0.25), RiskOf(PublishedTables.FourAnonymous));
        Assert.Equal(new ReidentificationRisk(3, 12, 4, 0, 0.25, 0.25), RiskOf(PublishedTables.ThreeDiverse));
    }

    [Fact]
    public void Four_anonymity_gives_the_cancer_away_and_3_diversity_does_not()
    {
        var (anonymous, diverse) = (PublishedTables.CountsByClass(PublishedTables.FourAnonymous), PublishedTables.CountsByClass(PublishedTables.ThreeDiverse));

        // The homogeneity attack of section 2: everybody in the third class has cancer.
        Assert.Equal(1, anonymous.Min(Diversity.Distinct));
        Assert.Equal(1, anonymous.Max(Diversity.Certainty));
        Assert.Equal(3, diverse.Min(Diversity.Distinct));
        Assert.Equal(0.5, diverse.Max(Diversity.Certainty));
        // Two of four and one each: an entropy of 1.5 bits.
        Assert.All(diverse, c => Assert.Equal(Math.Pow(2, 1.5), Diversity.Entropy(c), 12));
    }

    [Fact]
    public void Recursive_diversity_holds_for_c_above_its_bound_only()
    {
        // Definition 4.2: r1 < c (rl + … + rm), here with 2, 1, 1: for l = 2 it is 2 < 2c, for l = 3 it is 2 < c.
        long[] counts = [1, 2, 1];

        Assert.Equal(1, Diversity.RecursiveBound(counts, 2));
        Assert.Equal(2, Diversity.RecursiveBound(counts, 3));
        Assert.Equal(double.PositiveInfinity, Diversity.RecursiveBound(counts, 4));
    }

    [Fact]
    public void Salaries_are_as_far_apart_as_section_4_3_of_t_closeness_says()
    {
        var (low, middle) = (Distance(PublishedTables.Salaries[0]), Distance(PublishedTables.Salaries[1]));

        Assert.Equal(0.375, low, 3);
        Assert.Equal(0.167, middle, 3);
        // Table 5: "0.167-closeness w.r.t. Salary".
        Assert.Equal(0.167, PublishedTables.CloseSalaries.Max(Distance), 3);
    }

    [Fact]
    public void Without_order_the_distance_is_half_the_difference_of_the_shares()
    {
        Assert.Equal(2 / 3d, Closeness.EqualDistance([1, 1, 1, 0, 0, 0, 0, 0, 0], [1, 1, 1, 1, 1, 1, 1, 1, 1]), 12);
        Assert.Equal(0, Closeness.EqualDistance([2, 4], [10, 20]), 12);
        Assert.Equal(1, Closeness.EqualDistance([1, 0], [0, 7]));
    }

    [Fact]
    public void The_share_at_risk_counts_people_above_the_threshold_not_at_it()
    {
        // El Emam's R_a: proportion of records with risk above the threshold. Classes 2, 5 and 20.
        var sizes = ClassSizes.Of([2, 5, 20]);

        Assert.Equal(2 / 27d, ReidentificationRisk.ShareAbove(sizes, 0.2), 12);
        Assert.Equal(7 / 27d, ReidentificationRisk.ShareAbove(sizes, 0.05), 12);
        Assert.Equal(0, ReidentificationRisk.ShareAbove(sizes, 0.5));
    }

    [Fact]
    public void Discernibility_charges_a_suppressed_row_the_whole_table()
    {
        // Bayardo and Agrawal 2005, equation 1: two classes of 4 and 5, one row suppressed: 16 + 25 + 10.
        Assert.Equal(new UtilityLoss(0.1, 0.51), UtilityLoss.Of(ClassSizes.Of([4, 5]), 1));
        Assert.Equal(new UtilityLoss(1, 1), UtilityLoss.Of(ClassSizes.None, 8));
        Assert.Equal(new UtilityLoss(0, 0), UtilityLoss.Of(ClassSizes.None, 0));
    }

    [Fact]
    public void An_empty_table_is_at_no_risk() => Assert.Equal(new ReidentificationRisk(0, 0, 0, 0, 0, 0), ReidentificationRisk.Of(ClassSizes.None));

    private static ReidentificationRisk RiskOf(IEnumerable<(string Class, string Sensitive)> rows) =>
        ReidentificationRisk.Of(ClassSizes.Of(rows.GroupBy(r => r.Class).Select(c => c.LongCount())));

    private static double Distance(int[] salaries)
    {
        var all = PublishedTables.Salaries.SelectMany(s => s).Order().ToList();
        return Closeness.OrderedDistance([.. all.Select(s => salaries.Contains(s) ? 1L : 0L)], [.. all.Select(_ => 1L)]);
    }
}
