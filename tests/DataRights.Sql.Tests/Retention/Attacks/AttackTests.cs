using DataRights.Mapping;
using Xunit;

namespace DataRights.Sql.Tests.Retention.Attacks;

/// <summary>
/// Intruders against what the store really publishes. Each attack is also run on a publication without the gate, where it must
/// succeed: an attack that cannot succeed shows nothing. docs/anonymization.md tells the results.
/// </summary>
public abstract class AttackTests(SourceKind kind) : AttackRig(kind)
{
    [Fact]
    public async Task Three_known_values_single_nobody_out()
    {
        var gated = Intruders.SingleOut(await PublishAsync(Help), Visits);
        var ungated = Intruders.SingleOut(Ungated, Visits);

        Assert.Equal(1, ungated.Highest);
        Assert.True(gated.Highest <= 1d / MinimumPeople, $"Somebody is found with probability {gated.Highest}.");
        Assert.InRange(gated.Average, double.Epsilon, ungated.Average / 2);
    }

    [Fact]
    public async Task A_person_followed_from_one_day_to_the_next_is_lost_in_a_crowd()
    {
        var gated = Intruders.Link(await PublishAsync(Help), Visits);
        var ungated = Intruders.Link(Ungated, Visits);

        Assert.Equal(1, ungated.Highest);
        Assert.True(gated.Highest <= 1d / MinimumPeople, $"Somebody is linked with probability {gated.Highest}.");
    }

    [Fact]
    public async Task No_topic_is_certain_whatever_three_values_are_known()
    {
        var gated = Intruders.Infer(await PublishAsync(Help), Visits);
        var ungated = Intruders.Infer(Ungated, Visits);
        var countedOnly = Intruders.Infer(Cell.Plain(Visits, Visit.Kept, MinimumPeople), Visits);

        Assert.True(ungated.Certain > 0);
        // Enough people alone do not hide what they share: the homogeneity attack.
        Assert.True(countedOnly.Certain > 0);
        Assert.Equal(0, gated.Certain);
        // What most people like somebody do can be learnt, from these cells too: that is what they are for. No bound is claimed.
        Assert.True(ungated.Right.Average > ungated.Guessing + 0.05);
        Assert.True(gated.Right.Average <= ungated.Right.Average);
    }

    [Fact]
    public async Task Who_knows_half_of_the_people_finds_fewer_of_the_others_but_may_find_one()
    {
        var gated = Intruders.SubtractHalf(await PublishAsync(Help), Visits);
        var ungated = Intruders.SubtractHalf(Ungated, Visits);

        // No bound is claimed: in a cell of five, four of whom are known, the fifth is.
        Assert.Equal(1, ungated.Highest);
        Assert.InRange(gated.Average, double.Epsilon, ungated.Average / 2);
    }

    [Fact]
    public async Task The_largest_contribution_cannot_be_read_off_a_sum()
    {
        var cells = await PublishAsync(Help);
        var (gated, ungated) = (Intruders.Dominate(cells, Visits, isSecond: false), Intruders.Dominate(Cell.Plain(Visits, Visit.Kept, MinimumPeople), Visits, isSecond: false));

        Assert.True(ungated.Right.Average > 0, "The population has no cell that somebody dominates.");
        Assert.Equal(0, gated.Right.Average);
        Assert.True(gated.Nearest >= 0.25, $"The nearest estimate is {gated.Nearest:P1} off.");
        // No bound is claimed for a large contributor who subtracts its own part.
        Assert.True(Intruders.Dominate(cells, Visits, isSecond: true).Right.Average <= Intruders.Dominate(Ungated, Visits, isSecond: true).Right.Average);
    }

    [Fact]
    public async Task Late_rows_change_nothing_that_was_published()
    {
        await SeedAsync();
        await WorkAsync(Help, Population.First);
        var before = await CellsAsync(Help);
        var late = new Visit(9_999, Population.First, "MT", "Lynx", "tablet", "debt-advice", 7);
        await InsertAsync([late, late with { Person = Visits[0].Person, Country = Visits[0].Country, Browser = Visits[0].Browser, Device = Visits[0].Device, Topic = Visits[0].Topic }]);

        for (var day = 1; day < Population.Days; day++)
        {
            await WorkAsync(Help, Population.First.AddDays(day));
        }

        var after = await CellsAsync(Help);
        Assert.Equal(Lines(before), Lines(after.Where(c => c.Period == Text(Population.First))));
        Assert.All(after.Select(c => c.Cell), c => Assert.True(c.People >= MinimumPeople));
        Assert.Equal(0, await Database.CountAsync("visits"));
        // Publishing the day again would show exactly the cell of the stranger who came late.
        var again = Cell.Plain(Visits.Where(v => v.Day == Population.First).Append(late), Visit.Kept).Select(c => (c.Of(Visit.Kept), c.People)).ToHashSet();
        again.ExceptWith(Cell.Plain(Visits.Where(v => v.Day == Population.First), Visit.Kept).Select(c => (c.Of(Visit.Kept), c.People)));
        Assert.Single(again);
    }

    [Fact]
    public async Task One_tables_totals_less_anothers_leave_nobody_alone()
    {
        var (gated, apart) = await SubtractAsync();

        Assert.Contains(apart, people => people < MinimumPeople);
        Assert.DoesNotContain(gated, people => people < MinimumPeople);
    }
}

public sealed class SqliteAttackTests() : AttackTests(SourceKind.Sqlite);

public sealed class PostgresAttackTests() : AttackTests(SourceKind.Postgres);
