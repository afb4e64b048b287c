using DataRights.Mapping;
using DataRights.Mapping.Expressions;
using DataRights.Retention;
using DataRights.Retention.Holding;
using DataRights.Sql.Retention;
using Xunit;

namespace DataRights.Sql.Tests.Retention;

/// <summary>Partitions of PostgreSQL that are dropped in place of deleting their rows; conserved is what does not lie in them.</summary>
public sealed class RetentionPartitionTests : PartitionedTests
{
    private static readonly RetentionGroup Group = RetentionGroup.Of(Dropping);

    [Fact]
    public async Task A_partition_goes_whole_with_its_rows_counted_and_no_other_is_touched()
    {
        await DaysAsync(3);

        await WorkDayAsync(Dropping, Day);

        Assert.Equal(["p1", "p2"], await PartitionsAsync());
        Assert.Equal(8, await Database.CountAsync());
        var state = Assert.Single(await Store.ListAsync(Dropping, 9, Token));
        Assert.Equal((4L, 4L, true), (state.RawRows, state.RowsDestroyed, state.DestroyedAt is not null));
        Assert.Equal(["/home|2026-01-05|4|4|4"], await Database.CellsAsync(Dropping));
        Assert.Equal(Day.AddDays(1), await Store.OldestDueAsync(Dropping, LongAfter, Token));
    }

    [Fact]
    public async Task Without_the_rules_word_partitions_stay()
    {
        await DaysAsync(2);

        await WorkDayAsync(Dropping with { Partitions = PartitionTreatment.Keep }, Day);

        Assert.Equal(["p0", "p1"], await PartitionsAsync());
        Assert.Equal(4, await Database.CountAsync());
    }

    [Fact]
    public async Task While_somebody_reads_rows_are_deleted_and_the_next_period_takes_what_is_left_of_the_partition()
    {
        await DaysAsync(3);
        await Store.PublishAsync(Dropping, Day, Token);
        await using (await OpenAsync("select count(*) from page_views"))
        {
            Assert.Equal(4, await Store.DestroyAsync(Dropping, Day, 100, Token));
            Assert.Equal(["p0", "p1", "p2"], await PartitionsAsync());
            Assert.Equal(0, await Store.DestroyAsync(Dropping, Day, 100, Token));
        }

        await Store.SettleAsync(Dropping, Day, 4, Token);
        await WorkDayAsync(Dropping, Day.AddDays(1));

        Assert.Equal(["p2"], await PartitionsAsync());
        Assert.Equal(4, await Database.CountAsync());
        Assert.Equal([4, 4], (await Store.ListAsync(Dropping, 9, Token)).Select(p => p.RowsDestroyed));
    }

    [Fact]
    public async Task A_row_that_is_being_written_keeps_the_partition()
    {
        await DaysAsync(2);
        await Store.PublishAsync(Dropping, Day, Token);
        await using (var writer = await OpenAsync("insert into page_views values (9, null, '2026-01-05 12:00+00', '/late', 1)"))
        {
            Assert.Equal(4, await Store.DestroyAsync(Dropping, Day, 100, Token));
            await writer.CommitAsync(Token);
        }

        Assert.Equal([.. Enumerable.Range(1, 4).Select(u => $"{u}|/home"), "9|/late"], await Database.RowsAsync("select cast(user_id as text), route from page_views"));
    }

    [Fact]
    public async Task A_row_that_came_after_its_period_was_settled_keeps_the_partition_and_goes_into_the_next_residual()
    {
        await DaysAsync(4);
        await using (await OpenAsync("select count(*) from page_views"))
        {
            await WorkDayAsync(Dropping, Day);
        }

        await Store.PublishAsync(Dropping, Day.AddDays(1), Token);
        await Database.ExecuteAsync("insert into page_views select u, null, '2026-01-05 13:00+00', '/late', 1 from generate_series(1, 3) u");
        while (await Store.DestroyAsync(Dropping, Day.AddDays(1), 100, Token) > 0)
        {
        }

        await Store.SettleAsync(Dropping, Day.AddDays(1), 4, Token);
        Assert.Equal(["p0", "p2", "p3"], await PartitionsAsync());
        Assert.Equal(3, await Database.CountAsync("p0"));

        Assert.Equal(3, (await WorkDayAsync(Dropping, Day.AddDays(2))).LateRows);
        Assert.Equal(["p3"], await PartitionsAsync());
        Assert.Equal(["2026-01-07 -|-|3|3|3"], await Database.ResidualsAsync(Dropping));
    }

    [Fact]
    public async Task Rows_that_a_hold_keeps_keep_their_partition_until_it_ends()
    {
        await DaysAsync(2);
        var held = new RawHolds(EmptyMap, await Store.GateAsync(Token), [PredicateParser.Parse("user_id = 2")], []);
        await Store.PublishAsync(Group, Day, held, Token);

        Assert.Equal(3, await Store.DestroyAsync(Group, Day, 100, held, Token));
        Assert.Equal(0, await Store.DestroyAsync(Group, Day, 100, held, Token));
        await Store.SettleAsync(Group, Day, 3, 1, Token);
        Assert.Equal(["2"], await Database.RowsAsync("select cast(user_id as text) from p0"));

        await Store.PrepareAsync(Group, Token);
        Assert.Equal(Day, await Store.OldestDueAsync(Group, LongAfter, RawHolds.None, Token));
        Assert.Equal(1, await Store.DestroyAsync(Group, Day, 100, RawHolds.None, Token));
        Assert.Equal(["p1"], await PartitionsAsync());
    }

    [Fact]
    public async Task A_run_killed_at_any_statement_is_completed_by_the_next_one()
    {
        await DaysAsync(2);
        for (var stop = 1; !await EndsAsync(stop); stop++)
        {
            Assert.Equal(await Database.CountAsync("page_views where viewed_at < '2026-01-06'") == 0, !(await PartitionsAsync()).Contains("p0"));
        }

        Assert.Equal(["p1"], await PartitionsAsync());
        Assert.Equal(4, Assert.Single(await Store.ListAsync(Dropping, 9, Token)).RowsDestroyed);
        Assert.Equal(["/home|2026-01-05|4|4|4"], await Database.CellsAsync(Dropping));
        Assert.Equal(4, await Database.CountAsync());
    }

    private async Task<bool> EndsAsync(int stop)
    {
        try
        {
            RetentionCommands.Interrupt.Value = () =>
            {
                if (--stop == 0)
                {
                    throw new InvalidOperationException("killed");
                }
            };
            await WorkDayAsync(Dropping, Day);
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
        finally
        {
            RetentionCommands.Interrupt.Value = null;
        }
    }

    private static DataMap EmptyMap => new()
    {
        Name = "test",
        Version = 1,
        Controller = null!,
        Clock = new ClockRules("gdpr", IsoDuration.FromDays(30), IsoDuration.Zero, IsoDuration.FromDays(7)),
        Identifiers = [],
        Sources = [new SourceRule("main", SourceKind.Postgres, "Main", null, null, 0)],
        Collections = [],
        Retention = [],
        Hash = "",
    };
}
