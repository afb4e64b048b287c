using System.Globalization;
using DataRights.Mapping;
using DataRights.Retention;
using DataRights.Sources;
using DataRights.Sql.Retention;
using Xunit;

namespace DataRights.Sql.Tests.Retention;

/// <summary>Times without a zone, read off a clock in one zone and published by the days of another, over the days on which the clock is changed.</summary>
public abstract class RetentionZonelessTests(SourceKind kind) : RetentionTests(kind)
{
    private static readonly string[] Changes = ["2026-03-29", "2026-10-25"];

    [Theory]
    [InlineData("Europe/Berlin", "Europe/Berlin")]
    [InlineData("Europe/Berlin", "UTC")]
    [InlineData("America/New_York", "Europe/Berlin")]
    public async Task Every_row_is_in_one_period_none_before_its_day_is_over_and_both_databases_agree(string zoneless, string zone)
    {
        var rule = Zoneless(zoneless) with { Zone = zone, Keep = [new("viewed_at", Generalization.Day)] };
        var readings = await SeedAsync();
        var calendar = PeriodCalendar.Of(rule);
        var clock = WallClock.In(zoneless);
        var days = readings.ToLookup(r => clock.DayOf(r, calendar));
        var expected = days.ToDictionary(g => g.Key, g => g.Count());

        foreach (var (period, rows) in expected.OrderBy(d => d.Key))
        {
            var end = calendar.EndOf(period);
            Assert.All(days[period], r => Assert.True(clock.MomentOf(r) < end));
            Assert.Null(await Store.OldestDueAsync(rule, end.AddSeconds(-1), Token));
            Assert.Equal(period, await Store.OldestDueAsync(rule, end, Token));
            Assert.Equal(rows, (await WorkDayAsync(rule, period)).RawRows);
        }

        Assert.Equal(0, await Database.CountAsync("walls"));
        // Fewer than four people are there on no day that is whole.
        Assert.Equal(expected.Where(d => d.Value > 3).Select(d => string.Create(CultureInfo.InvariantCulture, $"{d.Key:yyyy-MM-dd}|{d.Value}|{d.Value}|4")).Order(StringComparer.Ordinal), await Database.CellsAsync(rule));
    }

    [Fact]
    public async Task Hours_and_other_columns_are_read_by_the_same_clock()
    {
        var rule = Zoneless("America/New_York") with { Zone = "Europe/Berlin", Keep = [new("viewed_at", Generalization.Hour), new("born", Generalization.Month)] };
        await CreateAsync();
        // 01:30 is shown twice in New York on that day: the second is 06:30 in UTC.
        await Database.ExecuteAsync("insert into walls (user_id, viewed_at, seconds, born) values (1, '2026-11-01 01:30:00', 1, '2026-05-31 18:30:00'), (2, '2026-11-01 01:40:00', 1, '2026-05-31 18:30:00')");

        await WorkDayAsync(rule, new DateOnly(2026, 11, 1));

        Assert.Equal(["2026-11-01 07:00:00|2026-06-01|2|2|2"], await Database.CellsAsync(rule));
    }

    [Fact]
    public async Task The_day_on_which_an_hour_is_missing_has_a_place_for_it_in_the_clocks_own_zone()
    {
        var rule = Zoneless("Europe/Berlin") with { Keep = [new("viewed_at", Generalization.Hour)] };
        await CreateAsync();
        await Database.ExecuteAsync("insert into walls (user_id, viewed_at, seconds) values (1, '2026-03-29 02:30:00', 1), (2, '2026-03-29 02:40:00', 1)");

        await WorkDayAsync(rule, new DateOnly(2026, 3, 29));

        Assert.Equal(["2026-03-29 02:00:00|2|2|2"], await Database.CellsAsync(rule));
    }

    [Fact]
    public async Task Rows_of_the_future_are_those_that_no_clock_has_shown()
    {
        var rule = Zoneless("Europe/Berlin");
        await CreateAsync();
        await Database.ExecuteAsync("insert into walls (user_id, viewed_at) values (1, '2026-10-25 02:59:00'), (2, '2026-10-25 03:30:00'), (3, '2026-10-26 00:00:00')");

        // It is 02:10 for the second time, and 02:59 was shown.
        Assert.Equal(2, await Store.CountLaterThanAsync(rule, new DateTimeOffset(2026, 10, 25, 1, 10, 0, TimeSpan.Zero), Token));
    }

    [Fact]
    public async Task The_index_on_the_time_is_used()
    {
        await CreateAsync();
        await Database.ExecuteAsync("create index walls_viewed_at on walls (viewed_at)");
        RetentionDialect dialect = Database.Kind == SourceKind.Postgres ? new PostgresRetentionDialect() : new SqliteRetentionDialect();
        var rule = Zoneless("Europe/Berlin");
        var kind = Database.Kind == SourceKind.Postgres ? ValueKind.LocalTimestamp : ValueKind.Text;
        var schema = new SourceSchema([new TableSchema("walls", [.. rule.Columns.Select(c => new ColumnSchema(c, "", kind, true))], [], [], [], [])]);
        var select = $"select 1 from walls r where {dialect.InPeriod(RetentionPlan.Of(RetentionGroup.Of(rule), schema, hasRowId: true), "r", Day)}";

        var plan = await Database.RowsAsync(Database.Kind == SourceKind.Postgres ? $"set enable_seqscan = off; explain {select}" : $"explain query plan {select}");

        Assert.Contains(plan, l => l.Contains("walls_viewed_at", StringComparison.Ordinal));
        Assert.Contains(plan, l => Database.Kind == SourceKind.Postgres ? l.Contains("Index Cond: ((viewed_at >=", StringComparison.Ordinal) : l.Contains("(viewed_at>? AND viewed_at<?)", StringComparison.Ordinal));
    }

    protected static RetentionRule Zoneless(string zone) => Rule with { From = "walls", Zoneless = zone, Into = "walls_daily", Keep = [new("viewed_at", Generalization.Day)] };

    protected Task CreateAsync()
    {
        var type = Database.Kind == SourceKind.Postgres ? "timestamp" : "text";
        return Database.ExecuteAsync($"create table walls (user_id bigint, device_id text, viewed_at {type}, seconds bigint, born {type})");
    }

    /// <summary>Every 20 minutes that a clock may show on three days around each change, four people in turn; and the seconds around each hour.</summary>
    private async Task<IReadOnlyList<DateTime>> SeedAsync()
    {
        await CreateAsync();
        var hours = Changes.SelectMany(c => Enumerable.Range(0, 72).Select(h => DateTime.Parse(c, CultureInfo.InvariantCulture).AddDays(-1).AddHours(h)));
        var readings = hours.SelectMany(h => new[] { h, h.AddMinutes(20), h.AddMinutes(40), h.AddSeconds(-1) }).ToList();
        var index = 0;
        foreach (var chunk in readings.Chunk(300))
        {
            await Database.ExecuteAsync($"insert into walls (user_id, viewed_at, seconds) values {string.Join(", ", chunk.Select(r => string.Create(CultureInfo.InvariantCulture, $"({(index++ % 4) + 1}, '{r:yyyy-MM-dd HH:mm:ss}', 1)")))}");
        }

        return readings;
    }
}

public sealed class SqliteRetentionZonelessTests() : RetentionZonelessTests(SourceKind.Sqlite)
{
    [Fact]
    public async Task Texts_with_an_offset_and_without_are_told_apart()
    {
        await CreateAsync();
        var rule = Zoneless("America/New_York") with { Zone = "UTC", Keep = [new("viewed_at", Generalization.Hour)] };
        // All of them are 17:30 in UTC.
        await Database.ExecuteAsync("insert into walls (user_id, viewed_at, seconds) values (1, '2026-01-05 12:30', 1), (2, '2026-01-05T12:30:00.250', 1), (3, '2026-01-05T17:30:00Z', 1), (4, '2026-01-05 17:30:00z ', 1), (5, '2026-01-05T19:30+02:00', 1), (6, '2026-01-05 12:30:00-05:00', 1)");

        Assert.Equal(0, await Store.CountUndatedAsync(rule, Token));
        await WorkDayAsync(rule, Day);

        Assert.Equal(["2026-01-05 17:00:00|6|6|6"], await Database.CellsAsync(rule));
    }

    [Fact]
    public async Task What_a_rule_says_nothing_of_is_utc_as_SQLite_has_it()
    {
        await CreateAsync();
        await Database.ExecuteAsync("insert into walls (user_id, viewed_at, seconds) values (1, '2026-01-05 23:30:00', 1), (2, '2026-01-05 23:40:00', 1)");

        Assert.Equal(Day.AddDays(1), await Store.OldestDueAsync(Zoneless("UTC") with { Zoneless = null }, LongAfter, Token));
    }
}

public sealed class PostgresRetentionZonelessTests() : RetentionZonelessTests(SourceKind.Postgres)
{
    [Fact]
    public async Task Times_without_a_zone_are_not_guessed()
    {
        await CreateAsync();
        var rule = Zoneless("UTC") with { Zoneless = null };

        var refused = await Assert.ThrowsAsync<RetentionRuleException>(() => Store.PrepareAsync(rule, Token));

        Assert.Equal("zone-unsaid", refused.Code);
        Assert.Contains("zoneless", refused.Message, StringComparison.Ordinal);
        Assert.Equal("zone-unsaid", (await Assert.ThrowsAsync<RetentionRuleException>(() => Store.PrepareAsync(Rule with { From = "walls", Time = "born", Keep = [new("born", Generalization.Day)] }, Token))).Code);
    }
}
