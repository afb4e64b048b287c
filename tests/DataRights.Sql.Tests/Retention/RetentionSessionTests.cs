using System.Text.Json;
using DataRights.Mapping;
using DataRights.Retention;
using DataRights.Retention.Holding;
using DataRights.Sql.Retention;
using Npgsql;
using Xunit;

namespace DataRights.Sql.Tests.Retention;

/// <summary>What a run remembers from period to period changes nothing of what is published, destroyed or due.</summary>
public abstract class RetentionSessionTests(SourceKind kind) : RetentionTests(kind)
{
    private static readonly RetentionGroup Group = RetentionGroup.Of(Rule with { Keep = [new("browser", Generalization.Family), new("viewed_at", Generalization.Day)], MinimumPeople = 3 });

    /// <summary>With an index that begins with the device, without one, and with an id that may be empty.</summary>
    [Theory]
    [InlineData("create index devices on page_views (device_id, user_id)", 1)]
    [InlineData("create index devices on page_views (device_id)", 2)]
    [InlineData("select 1", 3)]
    public async Task A_backlog_publishes_what_a_plain_computation_in_memory_does(string index, int seed)
    {
        await Database.ExecuteAsync(index);
        var random = new Random(seed);
        var table = Enumerable.Range(0, 1500).Select(_ => Row(random, 10)).ToList();
        await Database.InsertAsync(table);
        List<string> expected = [];
        List<RawRow> evidence = [];
        var periods = 0;
        await using var session = await Store.OpenSessionAsync(Group, Token);
        while (await session.OldestDueAsync(LongAfter, RawHolds.None, Token) is { } period)
        {
            // The fifth publication and those after it know devices as they were then.
            evidence = ++periods <= 5 ? [.. table] : evidence;
            var rows = NaiveRetention.In(Group.First, table, period);
            var naive = new NaiveRetention(Group, evidence).Publish(period, rows, []);
            expected.AddRange(naive.Cells[0]);
            Assert.Equal(Text(naive.Figures), Text((await session.PublishAsync(period, RawHolds.None, Token))[0]));
            await FinishAsync(period);
            table.RemoveAll(rows.Contains);
        }

        Assert.InRange(periods, 9, 12);
        Assert.Empty(table);
        Assert.Equal(0, await Database.CountAsync());
        Assert.Equal(expected.Order(StringComparer.Ordinal), await Database.CellsAsync(Group.First));
    }

    [Fact]
    public async Task Late_rows_go_with_the_first_publication_and_what_comes_to_an_earlier_period_is_worked_before_the_run_ends()
    {
        await Database.InsertAsync(People(Day, 3));
        await WorkAsync(Group, Day);
        await Database.InsertAsync([.. People(Day, 4), .. People(Day.AddDays(3), 3), .. People(Day.AddDays(4), 3)]);
        List<(DateOnly Period, long Raw, long Late)> worked = [];
        await using var session = await Store.OpenSessionAsync(Group, Token);
        while (await session.OldestDueAsync(LongAfter, RawHolds.None, Token) is { } period)
        {
            var published = (await session.PublishAsync(period, RawHolds.None, Token))[0];
            worked.Add((period, published.RawRows, published.LateRows));
            await FinishAsync(period);
            if (worked.Count == 1)
            {
                // To a period that is published, and to one before the run's that never was.
                await Database.InsertAsync([.. People(Day, 5), .. People(Day.AddDays(1), 6)]);
            }
        }

        // What came late meanwhile goes with it.
        Assert.Equal([(Day.AddDays(3), 3, 4), (Day.AddDays(4), 3, 0), (Day.AddDays(1), 6, 5)], worked);
        Assert.Equal(0, await Database.CountAsync());
    }

    [Fact]
    public async Task A_source_with_one_session_is_worked_as_well()
    {
        await using var store = (IAsyncDisposable)SqlRetention.Open("main", Database.Kind, OneSession(), sessions: 1);
        var one = (IRetentionStore)store;
        await Database.InsertAsync([.. Enumerable.Range(0, 7).SelectMany(d => People(Day.AddDays(d), 3))]);
        await using var session = await one.OpenSessionAsync(Group, Token);
        while (await session.OldestDueAsync(LongAfter, RawHolds.None, Token) is { } period)
        {
            Assert.Equal(3, (await session.PublishAsync(period, RawHolds.None, Token))[0].RawRows);
            Assert.Equal(3, await one.DestroyAsync(Group, period, 100, Token));
            await one.SettleAsync(Group, period, 3, Token);
        }

        Assert.Equal(0, await Database.CountAsync());
    }

    [Fact]
    public async Task A_run_that_ended_leaves_nothing_to_the_next_one()
    {
        for (var run = 0; run < 2; run++)
        {
            await Database.InsertAsync([.. Enumerable.Range(0, 6).SelectMany(d => People(Day.AddDays((10 * run) + d), 3, first: 1 + (10 * run), withDevice: true))]);
            await using var session = await Store.OpenSessionAsync(Group, Token);
            for (var d = 0; d < 6; d++)
            {
                var period = Day.AddDays((10 * run) + d);
                Assert.Equal(period, await session.OldestDueAsync(LongAfter, RawHolds.None, Token));
                var published = (await session.PublishAsync(period, RawHolds.None, Token))[0];
                // Three people, each with an account and once by device alone: devices are known in each run by its own rows.
                Assert.Equal((6, 3), (published.RawRows, published.SmallestCell));
                await FinishAsync(period);
            }
        }
    }

    private string OneSession() => Database.Kind == SourceKind.Postgres ? new NpgsqlConnectionStringBuilder(Database.ConnectionString) { Pooling = true, Timeout = 5 }.ToString() : Database.ConnectionString;

    private async Task FinishAsync(DateOnly period)
    {
        while (await Store.DestroyAsync(Group, period, 1000, Token) > 0)
        {
        }

        await Store.SettleAsync(Group, period, (await Store.FindAsync(Group, period, Token))![0].RowsDestroyed, Token);
    }

    private static string Text(PublishedPeriod figures) => JsonSerializer.Serialize(figures with { Dominance = null });

    private static IReadOnlyCollection<RawRow> People(DateOnly day, int count, int first = 1, bool withDevice = false) =>
    [
        .. Enumerable.Range(first, count).Select(u => new RawRow(At(day, 9), u, withDevice ? $"device {u}" : null, Browser: "Edge")),
        .. withDevice ? Enumerable.Range(first, count).Select(u => new RawRow(At(day, 10), null, $"device {u}", Browser: "Edge")) : [],
    ];

    private static RawRow Row(Random random, int days)
    {
        var user = random.Next(2) == 0 ? (long?)null : random.Next(12);
        var number = user is { } u && random.Next(6) > 0 ? (int)u : random.Next(20);
        var device = random.Next(12) switch { 0 => null, 1 => "", _ => $"device {number}" };
        return new RawRow(At(Day, 0).AddSeconds(random.Next(days * 86_400)), user, device, Browser: RawRow.Browsers[random.Next(RawRow.Browsers.Length)].Raw, Seconds: random.Next(100));
    }
}

public sealed class SqliteRetentionSessionTests() : RetentionSessionTests(SourceKind.Sqlite);

public sealed class PostgresRetentionSessionTests() : RetentionSessionTests(SourceKind.Postgres);
