using DataRights.Mapping;
using DataRights.Sql.Retention;
using Npgsql;
using Xunit;

namespace DataRights.Sql.Tests.Retention;

/// <summary>Which partitions are dropped, and which are left to a delete.</summary>
public sealed class RetentionPartitionShapeTests : PartitionedTests
{
    [Theory]
    [InlineData("create table clicks (id bigint, at timestamptz, foreign key (id, at) references page_views (id, viewed_at))")]
    [InlineData("create function log() returns trigger language plpgsql as 'begin return old; end'; create trigger log after delete on page_views for each row execute function log()")]
    [InlineData("create view first_day as select * from p0")]
    public async Task Where_something_hangs_on_single_rows_or_on_the_partition_rows_are_deleted(string obstacle)
    {
        await DaysAsync(2, ", id bigserial, primary key (id, viewed_at)");
        await Database.ExecuteAsync(obstacle);

        await WorkDayAsync(Dropping, Day);

        Assert.Equal(["p0", "p1"], await PartitionsAsync());
        Assert.Equal(4, await Database.CountAsync());
    }

    [Fact]
    public async Task A_role_that_does_not_own_the_partitions_deletes_rows()
    {
        await DaysAsync(2);
        var admin = new NpgsqlConnectionStringBuilder(Database.ConnectionString);
        var role = $"runner_{admin.Database}"[..40];
        await Database.ExecuteAsync($"create role {role} login password 'only-for-this-test'; grant create on schema public to {role}; grant select, delete on page_views to {role}");
        try
        {
            var own = SqlRetention.Open("main", SourceKind.Postgres, new NpgsqlConnectionStringBuilder(Database.ConnectionString) { Username = role, Password = "only-for-this-test" }.ToString());
            await using (own as IAsyncDisposable)
            {
                await own.PublishAsync(Dropping, Day, Token);
                Assert.Equal(4, await own.DestroyAsync(Dropping, Day, 100, Token));
            }

            Assert.Equal(["p0", "p1"], await PartitionsAsync());
        }
        finally
        {
            await Database.ExecuteAsync($"drop owned by {role} cascade; drop role {role}");
        }
    }

    [Theory]
    [InlineData("date", "", null)]
    [InlineData("timestamp", " 00:00", "UTC")]
    public async Task Dates_and_times_without_a_zone_bound_partitions_too(string type, string midnight, string? zoneless)
    {
        await DaysAsync(2, type: type, midnight: midnight);

        await WorkDayAsync(Dropping with { Zoneless = zoneless }, Day);

        Assert.Equal(["p1"], await PartitionsAsync());
        Assert.Equal(4, await Database.CountAsync());
    }

    [Fact]
    public async Task A_partition_that_is_partitioned_itself_goes_whole()
    {
        await DaysAsync(2, partitioned: " partition by list (route); create table {0}_home partition of {0} for values in ('/home')");

        await WorkDayAsync(Dropping, Day);

        Assert.Equal(["p1"], await PartitionsAsync());
        Assert.Equal(["p1_home"], await Database.RowsAsync("select relname::text from pg_class where relname like 'p_/_home' escape '/'"));
    }

    [Fact]
    public async Task Partitions_by_time_below_others_are_found_and_those_below_time_alone_are_not_asked()
    {
        await Database.ExecuteAsync("drop table page_views; create table page_views (user_id bigint, device_id text, viewed_at timestamptz, route text, seconds bigint) partition by list (route)");
        await Database.ExecuteAsync("create table home partition of page_views for values in ('/home') partition by range (viewed_at); create table rest partition of page_views default");
        await Database.ExecuteAsync("create table home_5 partition of home for values from ('2026-01-05 00:00+00') to ('2026-01-06 00:00+00'); create table home_6 partition of home for values from ('2026-01-06 00:00+00') to (maxvalue)");
        await Database.ExecuteAsync("insert into page_views select u, null, '2026-01-05 10:00+00', r, 1 from generate_series(1, 4) u, unnest(array['/home', '/other']) r; insert into page_views values (1, null, '2026-01-06 10:00+00', '/home', 1), (1, null, null, '/other', 1)");

        await WorkDayAsync(Dropping, Day);

        Assert.Equal(8, Assert.Single(await Store.ListAsync(Dropping, 9, Token)).RowsDestroyed);
        Assert.Equal(["home_6"], await Database.RowsAsync("select inhrelid::regclass::text from pg_inherits where inhparent = 'home'::regclass"));
        Assert.Equal(["/home|2026-01-06", "/other|-"], await Database.RowsAsync("select route, (viewed_at at time zone 'UTC')::date::text from page_views"));
    }

    [Fact]
    public async Task A_months_partition_is_dropped_with_its_last_day_and_with_every_day_that_waits()
    {
        await DaysAsync(0);
        await Database.ExecuteAsync("create table january partition of page_views for values from ('2026-01-01 00:00+00') to ('2026-02-01 00:00+00'); create table later partition of page_views for values from ('2026-02-01 00:00+00') to ('2026-03-01 00:00+00')");
        await Database.ExecuteAsync("insert into page_views select u, null, d + interval '10 hours', '/home', 1 from generate_series(1, 4) u, generate_series('2026-01-29 00:00+00'::timestamptz, '2026-02-01 00:00+00', interval '1 day') d");
        var (first, second, last) = (new DateOnly(2026, 1, 29), new DateOnly(2026, 1, 30), new DateOnly(2026, 1, 31));

        await WorkDayAsync(Dropping, first);
        Assert.Equal(["january", "later"], await PartitionsAsync());
        Assert.Equal(12, await Database.CountAsync());

        await Store.PublishAsync(Dropping, second, Token);
        await Store.PublishAsync(Dropping, last, Token);
        Assert.Equal(8, await Store.DestroyAsync(Dropping, last, 2, Token));

        Assert.Equal(["later"], await PartitionsAsync());
        Assert.Equal(4, await Database.CountAsync());
        Assert.Equal([(last, 4), (second, 4), (first, 4)], (await Store.ListAsync(Dropping, 9, Token)).Select(p => (p.First, p.RowsDestroyed)));
        Assert.Equal(second, await Store.OldestDueAsync(Dropping, LongAfter, Token));
    }

    [Fact]
    public async Task A_months_period_drops_the_partition_of_each_day()
    {
        await DaysAsync(3);
        var monthly = Dropping with { Period = PublicationPeriod.Month, Keep = [new("viewed_at", Generalization.Month)] };

        Assert.Equal(12, (await WorkDayAsync(monthly, new DateOnly(2026, 1, 1))).RawRows);

        Assert.Empty(await PartitionsAsync());
        Assert.Equal(12, Assert.Single(await Store.ListAsync(monthly, 9, Token)).RowsDestroyed);
    }
}
