using DataRights.Mapping;
using DataRights.Retention;
using DataRights.Sql.Retention;
using Xunit;

namespace DataRights.Sql.Tests.Retention;

public abstract class RetentionPublishingTests(SourceKind kind) : RetentionTests(kind)
{
    [Fact]
    public async Task A_cell_that_too_few_people_share_is_suppressed_and_counted()
    {
        await Database.InsertAsync(
            new(At(Day, 10), 1, null, "/shared", Seconds: 5), new(At(Day, 11), 2, null, "/shared", Seconds: null), new(At(Day, 12), 2, null, "/shared", Seconds: 7),
            new(At(Day, 10), 1, null, "/alone"), new(At(Day, 11), 1, "d1", "/alone"), new(At(Day, 12), null, null, "/nobody"));

        var published = await Store.PublishAsync(Rule, Day, Token);

        Assert.Equal((6, 1, 2, 3, 3), published.Counts());
        Assert.Equal(["/shared|2026-01-05|3|12|2"], await Database.CellsAsync(Rule));
    }

    [Fact]
    public async Task A_null_dimension_is_a_value_of_its_own()
    {
        await Database.InsertAsync(new(At(Day, 10), 1, null, null), new(At(Day, 10), 2, null, null), new(At(Day, 10), 1, null, ""), new(At(Day, 10), 2, null, ""));

        await Store.PublishAsync(Rule, Day, Token);

        Assert.Equal(["-|2026-01-05|2|2|2", "|2026-01-05|2|2|2"], (await Database.CellsAsync(Rule)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_device_seen_with_one_account_is_that_account_wherever_it_was_seen()
    {
        await Database.InsertAsync(
            new(At(Day, 10), 1, null, "/same"), new(At(Day, 11), null, "phone", "/same"),
            new(At(Day, 10), 1, null, "/other"), new(At(Day, 11), null, "tablet", "/other"),
            new(At(Day.AddDays(40), 12), 1, "phone", "/elsewhere"));

        await Store.PublishAsync(Rule, Day, Token);

        Assert.Equal(["/other|2026-01-05|2|2|2"], await Database.CellsAsync(Rule));
    }

    [Fact]
    public async Task A_device_of_several_accounts_adds_nobody()
    {
        await Database.InsertAsync(
            new(At(Day, 10), 1, "kiosk", "/known"), new(At(Day, 10), 2, "kiosk", "/else"), new(At(Day, 11), null, "kiosk", "/known"),
            new(At(Day, 11), null, "", "/known"));

        await Store.PublishAsync(Rule, Day, Token);

        Assert.Empty(await Database.CellsAsync(Rule));
    }

    [Fact]
    public async Task Ids_that_ever_stood_together_are_one_person()
    {
        var rule = Rule with { Person = ["user_id", "device_id", "ip"] };
        await Database.InsertAsync(
            new(At(Day, 10), 1, null, "/chain"), new(At(Day, 10), null, null, "/chain", Ip: "session"),
            new(At(Day.AddDays(40), 10), null, "phone", "/x", Ip: "session"), new(At(Day.AddDays(50), 10), 1, "phone", "/x"),
            new(At(Day, 10), null, "a", "/loose"), new(At(Day, 10), null, "b", "/loose"), new(At(Day.AddDays(40), 10), null, "a", "/x", Ip: "c"), new(At(Day.AddDays(41), 10), null, "b", "/x", Ip: "c"),
            new(At(Day, 10), null, "d", "/two"), new(At(Day, 10), null, null, "/two", Ip: "e"), new(At(Day, 11), null, "", "/two", Ip: ""));

        await Store.PublishAsync(rule, Day, Token);

        Assert.Equal(["/two|2026-01-05|3|3|2"], await Database.CellsAsync(rule));
    }

    [Fact]
    public async Task Dimensions_are_coarsened_alike_on_every_database()
    {
        var rule = Rule with { Keep = [new("browser", Generalization.Family), new("ip", Generalization.TruncateIp), new("viewed_at", Generalization.Hour)] };
        await Database.InsertAsync([.. from user in Enumerable.Range(1, 2)
            from b in RawRow.Browsers select new RawRow(At(Day, 10, 59, 59), user, null, Browser: b.Raw)]);
        await Database.InsertAsync([.. from user in Enumerable.Range(1, 2)
            from a in RawRow.Addresses select new RawRow(At(Day, 11, user), user, null, Ip: a.Raw)]);

        await Store.PublishAsync(rule, Day, Token);

        var browsers = RawRow.Browsers.GroupBy(b => b.Family).Select(g => $"{g.Key ?? "-"}|-|2026-01-05 11:00:00|{g.Count() * 2}|{g.Count() * 2}|2");
        var networks = RawRow.Addresses.GroupBy(a => a.Network).Select(g => $"-|{g.Key ?? "-"}|2026-01-05 12:00:00|{g.Count() * 2}|{g.Count() * 2}|2");
        Assert.Equal(browsers.Concat(networks).Order(StringComparer.Ordinal), await Database.CellsAsync(rule));
    }

    [Fact]
    public async Task A_rule_without_dimensions_publishes_one_cell()
    {
        var rule = Rule with { Keep = [] };
        await Database.InsertAsync(new(At(Day, 10), 1, null, "/a"), new(At(Day, 10), 2, null, "/b"));

        await Store.PublishAsync(rule, Day, Token);
        var empty = await Store.PublishAsync(rule, Day.AddDays(1), Token);

        Assert.Equal(["2|2|2"], await Database.CellsAsync(rule));
        Assert.Equal((0, 0, 0, 0, 0), empty.Counts());
    }

    [Fact]
    public async Task A_period_is_published_once_and_late_rows_join_the_residual_of_the_next()
    {
        await Database.InsertAsync(new(At(Day, 10), 1, null), new(At(Day, 10), 2, null));
        await WorkDayAsync(Rule, Day);
        Assert.Null(await Store.OldestDueAsync(Rule, LongAfter, Token));
        var cells = await Database.CellsAsync(Rule);

        await Database.InsertAsync(new(At(Day, 12), 3, null), new(At(Day, 12), 4, null), new(At(Day, 12), 5, null));
        var again = await Store.PublishAsync(Rule, Day, Token);
        Assert.Equal(((2, 1, 0, 2, 0), true, 2), (again.Counts(), again.AlreadyPublished, again.RowsDestroyed));
        var newest = new DateOnly(2026, 11, 30);
        Assert.Equal(newest, await Store.OldestDueAsync(Rule, LongAfter, Token));
        Assert.Null(await Store.OldestDueAsync(Rule, At(Day, 12), Token));
        var next = await WorkDayAsync(Rule, newest);

        Assert.Equal((0, 3, ResidualFate.Published), (next.RawRows, next.LateRows, next.Residual));
        Assert.Equal(cells, await Database.CellsAsync(Rule));
        Assert.Equal(["2026-11-30 -|-|3|3|3"], await Database.ResidualsAsync(Rule));
        Assert.Null(await Store.OldestDueAsync(Rule, LongAfter, Token));
        Assert.Equal(0, await Database.CountAsync());
    }

    [Fact]
    public async Task Rows_that_were_published_and_are_not_destroyed_yet_are_nobodys_late_rows()
    {
        await Database.InsertAsync([.. Enumerable.Range(1, 4).SelectMany(u => new RawRow[] { new(At(Day, 10), u, null), new(At(Day.AddDays(1), 10), u, null) })]);
        await Store.PublishAsync(Rule, Day, Token);
        await Store.DestroyAsync(Rule, Day, 1, Token);

        var next = await WorkDayAsync(Rule, Day.AddDays(1));

        Assert.Equal((4, 0, ResidualFate.Empty), (next.RawRows, next.LateRows, next.Residual));
        Assert.Equal(3, await Database.CountAsync());
        Assert.Equal(Day, await Store.OldestDueAsync(Rule, LongAfter, Token));
    }

    [Fact]
    public async Task Two_runners_at_once_publish_a_day_once_and_count_each_row_once()
    {
        await Database.InsertAsync([.. Enumerable.Range(0, 3000).Select(i => new RawRow(At(Day, i % 20), i % 50, null))]);
        var second = SqlRetention.Open("main", Database.Kind, Database.ConnectionString);
        await Task.WhenAll(Store.PrepareAsync(Rule, Token), second.PrepareAsync(Rule, Token));

        var published = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Task.Run(() => (i % 2 == 0 ? Store : second).PublishAsync(Rule, Day, Token))));
        var destroyed = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => Task.Run(() => DrainAsync(i % 2 == 0 ? Store : second))));

        Assert.Single(published, p => !p.AlreadyPublished);
        Assert.All(published, p => Assert.Equal(3000, p.RawRows));
        Assert.Equal(["/home|2026-01-05|3000|3000|50"], await Database.CellsAsync(Rule));
        Assert.Equal(3000, destroyed.Sum());
        Assert.Equal(3000, (await Store.FindAsync(Rule, Day, Token))!.RowsDestroyed);
        await ((IAsyncDisposable)second).DisposeAsync();
    }

    [Fact]
    public async Task A_chunk_never_exceeds_its_limit_and_touches_its_day_only()
    {
        await Database.InsertAsync([.. Enumerable.Range(0, 25).SelectMany(i => new RawRow[] { new(At(Day, 5), i, null), new(At(Day.AddDays(1), 5), i, null) })]);
        await Store.PublishAsync(Rule, Day, Token);

        var chunks = new List<long>();
        for (var i = 0; i < 4; i++)
        {
            chunks.Add(await Store.DestroyAsync(Rule, Day, 10, Token));
        }

        Assert.Equal([10, 10, 5, 0], chunks);
        Assert.Equal(25, await Database.CountAsync());
    }

    [Fact]
    public async Task Raw_rows_of_a_day_that_was_not_published_are_never_destroyed()
    {
        await Database.InsertAsync(new RawRow(At(Day, 10), 1, null));

        var refused = await Assert.ThrowsAsync<RetentionRuleException>(() => Store.DestroyAsync(Rule, Day, 10, Token));

        Assert.Equal("not-published", refused.Code);
        Assert.Equal(1, await Database.CountAsync());
    }

    [Fact]
    public async Task A_publication_that_fails_leaves_nothing_behind()
    {
        await Database.InsertAsync(new(At(Day, 10), 1, null, "/a"), new(At(Day, 10), 2, null, "/a"), new(At(Day, 10), 1, null, "/b"), new(At(Day, 10), 2, null, "/b"));
        await Store.PrepareAsync(Rule, Token);
        await Database.ExecuteAsync("create unique index one_a_day on page_views_daily (viewed_at)");

        await Assert.ThrowsAsync<Sources.SourceException>(() => Store.PublishAsync(Rule, Day, Token));
        Assert.Null(await Store.FindAsync(Rule, Day, Token));
        Assert.Equal(0, await Database.CountAsync("page_views_daily"));

        await Database.ExecuteAsync("drop index one_a_day");
        Assert.Equal(2, (await Store.PublishAsync(Rule, Day, Token)).CellsPublished);
    }

    private static async Task<long> DrainAsync(IRetentionStore store)
    {
        long all = 0;
        while (await store.DestroyAsync(Rule, Day, 400, Token) is > 0 and var destroyed)
        {
            all += destroyed;
        }

        return all;
    }
}

public sealed class SqliteRetentionPublishingTests() : RetentionPublishingTests(SourceKind.Sqlite);

public sealed class PostgresRetentionPublishingTests() : RetentionPublishingTests(SourceKind.Postgres);
