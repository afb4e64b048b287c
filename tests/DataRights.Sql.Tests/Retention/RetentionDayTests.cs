using DataRights.Mapping;
using Xunit;

namespace DataRights.Sql.Tests.Retention;

public abstract class RetentionDayTests(SourceKind kind) : RetentionTests(kind)
{
    [Theory]
    [InlineData("2026-03-29", "2026-03-28T23:00:00Z", "2026-03-29T21:59:59Z", "2026-03-29T22:00:00Z")]
    [InlineData("2026-10-25", "2026-10-24T22:00:00Z", "2026-10-25T22:59:59Z", "2026-10-25T23:00:00Z")]
    public async Task A_day_with_a_clock_change_has_23_or_25_hours(string day, string first, string last, string next)
    {
        var date = DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture);
        DateTimeOffset M(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
        // Four of each, so that every spelling of a time meets the boundary.
        await Database.InsertAsync([.. new[] { M(first).AddSeconds(-1), M(first), M(last), M(next) }.SelectMany(at => Enumerable.Range(0, 4).Select(i => new RawRow(at, i, null)))]);

        Assert.Equal(8, (await WorkDayAsync(Rule, date)).RawRows);
        Assert.Equal(8, await Database.CountAsync());
        Assert.Equal(4, (await WorkDayAsync(Rule, date.AddDays(-1))).RawRows);
        Assert.Equal(4, (await WorkDayAsync(Rule, date.AddDays(1))).RawRows);
        Assert.Equal(0, await Database.CountAsync());
    }

    [Fact]
    public async Task The_hour_that_strikes_twice_is_one_cell()
    {
        var rule = Rule with { Keep = [new("viewed_at", Generalization.Hour)] };
        var day = new DateOnly(2026, 10, 25);
        await Database.InsertAsync(new(At(day, 0, 30), 1, null), new(At(day, 1, 30), 2, null));

        await Store.PublishAsync(rule, day, Token);

        Assert.Equal(["2026-10-25 02:00:00|2|2|2"], await Database.CellsAsync(rule));
    }

    [Theory]
    [InlineData(Generalization.Week, "2026-03-02")]
    [InlineData(Generalization.Month, "2026-03-01")]
    public async Task Weeks_begin_on_monday_and_months_on_the_first(Generalization level, string expected)
    {
        var rule = Rule with { Keep = [new("viewed_at", level)] };
        var sunday = new DateOnly(2026, 3, 8);
        await Database.InsertAsync(new(At(sunday, 10), 1, null), new(At(sunday, 11), 2, null));

        await Store.PublishAsync(rule, sunday, Token);

        Assert.Equal([$"{expected}|2|2|2"], await Database.CellsAsync(rule));
    }

    [Fact]
    public async Task Another_time_column_is_coarsened_in_the_rules_zone()
    {
        await Database.ExecuteAsync($"alter table page_views add signed_up {(Database.Kind == SourceKind.Postgres ? "timestamptz" : "text")}");
        await Database.InsertAsync(new(At(Day, 10), 1, null), new(At(Day, 11), 2, null));
        await Database.ExecuteAsync("update page_views set signed_up = '2025-05-31 22:30:00'");
        var rule = Rule with { Keep = [new("signed_up", Generalization.Month)] };

        await Store.PublishAsync(rule, Day, Token);

        Assert.Equal(["2025-06-01|2|2|2"], await Database.CellsAsync(rule));
    }

    [Fact]
    public async Task Times_that_nobody_can_read_are_counted_and_never_touched()
    {
        await Database.InsertAsync(new(At(Day, 10), 1, null), new(At(Day, 10), 2, null));
        await Database.ExecuteAsync($"insert into page_views (user_id, viewed_at) values {string.Join(", ", Database.Garbage.Select(g => $"(7, {g})"))}");

        Assert.Equal(Database.Garbage.Count, await Store.CountUndatedAsync(Rule, Token));
        Assert.Equal(Day, await Store.OldestDueAsync(Rule, LongAfter, Token));
        await WorkDayAsync(Rule, Day);

        Assert.Null(await Store.OldestDueAsync(Rule, LongAfter, Token));
        Assert.Equal(Database.Garbage.Count, await Database.CountAsync());
        Assert.Equal(0, await Store.CountLaterThanAsync(Rule, LongAfter, Token));
    }

    [Fact]
    public async Task Only_a_day_that_has_wholly_passed_is_due()
    {
        await Database.InsertAsync(new RawRow(At(Day, 10), 1, null));
        var end = new DateTimeOffset(2026, 1, 5, 23, 0, 0, TimeSpan.Zero);

        Assert.Null(await Store.OldestDueAsync(Rule, end.AddSeconds(-1), Token));
        Assert.Equal(Day, await Store.OldestDueAsync(Rule, end, Token));
    }

    [Fact]
    public async Task Future_rows_are_counted()
    {
        await Database.InsertAsync([.. Enumerable.Range(0, 8).Select(i => new RawRow(At(Day, 10, 0, i), 1, null))]);

        Assert.Equal(3, await Store.CountLaterThanAsync(Rule, At(Day, 10, 0, 4), Token));
    }

    [Fact]
    public async Task The_oldest_day_is_found_among_offsets_that_hide_it()
    {
        // On SQLite the third is written at +13:00, so its text sorts after that of the younger fourth at -11:00.
        await Database.InsertAsync(new(At(Day.AddDays(1), 9), 1, null), new(At(Day.AddDays(1), 8), 1, null), new(At(Day, 22, 30), 1, null), new(At(Day.AddDays(1), 0), 1, null));

        Assert.Equal(Day, await Store.OldestDueAsync(Rule, LongAfter, Token));
    }

    [Fact]
    public async Task A_plain_date_is_that_day_of_the_rules_zone()
    {
        var rule = Rule with { Zone = "America/New_York", From = "dated_views" };
        await Database.ExecuteAsync($"create table dated_views (user_id bigint, device_id text, viewed_at {(Database.Kind == SourceKind.Postgres ? "date" : "text")}, route text, seconds bigint)");
        await Database.ExecuteAsync("insert into dated_views values (1, null, '2026-01-05', '/', 1), (2, null, '2026-01-05', '/', 1), (3, null, '2026-01-06', '/', 1)");

        Assert.Equal(Day, await Store.OldestDueAsync(rule, LongAfter, Token));
        await WorkDayAsync(rule, Day);

        Assert.Equal(["/|2026-01-05|2|2|2"], await Database.CellsAsync(rule));
        Assert.Equal(["2026-01-06"], await Database.RowsAsync("select cast(viewed_at as text) from dated_views"));
        Assert.Equal(1, await Store.CountLaterThanAsync(rule, At(Day, 12), Token));
    }
}

public sealed class SqliteRetentionDayTests() : RetentionDayTests(SourceKind.Sqlite)
{
    [Fact]
    public async Task A_table_without_row_ids_is_worked_by_its_key()
    {
        await Database.ExecuteAsync("drop table page_views");
        await Database.ExecuteAsync("create table page_views (user_id bigint, device_id text, viewed_at text, route text, seconds bigint, primary key (user_id, viewed_at)) without rowid");
        await Database.ExecuteAsync("insert into page_views values (1, null, '2026-01-05', '/', 1), (2, null, '2026-01-05', '/', 1), (2, null, '2026-01-06', '/', 1)");

        Assert.Equal(2, (await WorkDayAsync(Rule, Day)).RowsPublished);
        Assert.Equal(1, await Database.CountAsync());
    }
}

public sealed class PostgresRetentionDayTests() : RetentionDayTests(SourceKind.Postgres)
{
    [Fact]
    public async Task A_partition_loses_no_row_that_shares_an_address_with_a_destroyed_one()
    {
        await Database.ExecuteAsync("drop table page_views");
        await Database.ExecuteAsync("create table page_views (user_id bigint, device_id text, viewed_at timestamp, route text, seconds bigint) partition by range (viewed_at)");
        await Database.ExecuteAsync("create table p1 partition of page_views for values from ('2026-01-01') to ('2026-01-06')");
        await Database.ExecuteAsync("create table p2 partition of page_views for values from ('2026-01-06') to ('2026-02-01')");
        await Database.ExecuteAsync("insert into page_views values (1, null, '2026-01-05 10:00', '/', 1), (2, null, '2026-01-05 10:00', '/', 1), (1, null, '2026-01-08 10:00', '/', 1), (2, null, '2026-01-08 10:00', '/', 1)");

        Assert.Equal(2, (await WorkDayAsync(Rule with { Zoneless = "UTC" }, Day)).RowsPublished);
        Assert.Equal(2, await Database.CountAsync());
    }
}
