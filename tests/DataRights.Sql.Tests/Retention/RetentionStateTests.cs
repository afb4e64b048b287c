using DataRights.Mapping;
using DataRights.Retention;
using Xunit;

namespace DataRights.Sql.Tests.Retention;

/// <summary>What is remembered of periods: through a restore, an upgrade, and clocks that differ.</summary>
public abstract class RetentionStateTests(SourceKind kind) : RetentionTests(kind)
{
    private static readonly DateTimeOffset Now = new DateTimeOffset(2026, 1, 7, 23, 0, 0, TimeSpan.Zero).AddDays(90);

    private readonly RecordingLedger ledger = new();

    [Fact]
    public async Task Rows_that_a_restore_brings_back_are_destroyed_again_and_their_period_is_not_published_again()
    {
        RawRow[] rows = [new(At(Day, 10), 1, null), new(At(Day, 11), 2, null), new(At(Day, 12), 3, null)];
        await Database.InsertAsync(rows);
        Assert.Null((await RunAsync()).FailureCode);
        Assert.Single(await Database.CellsAsync(Rule));

        // A backup from before: the watermark and the aggregates are as old as the rows. One person was deleted again by a replay.
        await Database.ExecuteAsync("delete from data_rights_retention");
        await Database.ExecuteAsync("delete from page_views_daily");
        await Database.InsertAsync(rows[..2]);
        var again = await RunAsync();

        Assert.Equal((null, 0, 1, 2L, 2L), (again.FailureCode, again.DaysPublished, again.DaysDestroyed, again.RowsDestroyed, again.LateRows));
        Assert.Equal(0, await Database.CountAsync());
        Assert.Empty(await Database.CellsAsync(Rule));
        var state = Assert.Single(await Store.ListAsync(Rule, 10, Token));
        Assert.Equal((3L, 1L, 5L), (state.RawRows, state.CellsPublished, state.RowsDestroyed));
        Assert.Equal(["published/2026-01-05", "destroyed/2026-01-05/3", "destroyed/2026-01-05/5"], ledger.Entries.Select(e => e.Key));
    }

    [Theory]
    [InlineData(61, "clock-skew")]
    [InlineData(-61, "clock-skew")]
    [InlineData(59, null)]
    public async Task A_clock_more_than_a_minute_off_stops_the_rule_before_anything_is_done(int seconds, string? code)
    {
        await Database.InsertAsync(new(At(Day, 10), 1, null), new(At(Day, 11), 2, null));

        var result = await RunAsync(() => Now.AddSeconds(seconds));

        Assert.Equal(code, result.FailureCode);
        Assert.Equal(code is null ? 0 : 2, await Database.CountAsync());
    }

    [Fact]
    public async Task The_database_s_own_clock_is_asked_where_it_has_one()
    {
        var clock = await Store.ClockAsync(Token);

        Assert.Equal(Database.Kind == SourceKind.Postgres, clock is not null);
        Assert.True(clock is null || (DateTimeOffset.UtcNow - clock.Value).Duration() < TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task A_watermark_of_an_earlier_version_is_brought_up_to_date()
    {
        var (number, moment) = Database.Kind == SourceKind.Postgres ? ("bigint", "timestamptz") : ("integer", "text");
        await Database.ExecuteAsync(
            $"create table data_rights_retention (rule text not null, day {(Database.Kind == SourceKind.Postgres ? "date" : "text")} not null, published_at {moment} not null, raw_rows {number} not null, cells_published {number} not null, cells_suppressed {number} not null, rows_published {number} not null, rows_suppressed {number} not null, rows_destroyed {number} not null, rows_settled {number}, primary key (rule, day))");
        await Database.ExecuteAsync("insert into data_rights_retention values ('page_views', '2026-01-04', '2026-04-05T00:00:00Z', 2, 1, 0, 2, 0, 2, 2), ('page_views', '2026-01-05', '2026-04-06T00:00:00Z', 2, 1, 0, 2, 0, 1, null)");
        var before = await Store.ListAsync(Rule, 10, Token);
        await Store.PrepareAsync(Rule, Token);

        var after = await Store.ListAsync(Rule, 10, Token);

        Assert.Equal([Day, Day.AddDays(-1)], before.Select(p => p.First));
        Assert.All(before, p => Assert.Null(p.DestroyedAt));
        Assert.Null(after[0].DestroyedAt);
        Assert.NotNull(after[1].DestroyedAt);
        Assert.Equal(Day, await Store.OldestDueAsync(Rule, LongAfter, Token));
        Assert.Equal([Day], (await Store.ListAsync(Rule, 1, Token)).Select(p => p.First));
    }

    [Fact]
    public async Task A_database_that_no_rule_has_worked_has_no_periods_and_gets_no_tables()
    {
        Assert.Empty(await Store.ListAsync(Rule, 10, Token));
        Assert.Equal(1, await Database.CountAsync(Database.Kind == SourceKind.Postgres ? "pg_tables where schemaname = 'public'" : "sqlite_schema where type = 'table'"));
    }

    private Task<RetentionRunResult> RunAsync() => RunAsync(() => Now);

    private async Task<RetentionRunResult> RunAsync(Func<DateTimeOffset?> clock) =>
        Assert.Single(await TestRunner.Of(Store, ledger, Now, [Rule], clock: clock).RunAsync(TimeSpan.FromHours(1), Token));
}

public sealed class SqliteRetentionStateTests() : RetentionStateTests(SourceKind.Sqlite);

public sealed class PostgresRetentionStateTests() : RetentionStateTests(SourceKind.Postgres);
