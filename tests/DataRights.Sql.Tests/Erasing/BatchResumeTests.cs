using DataRights.Mapping;
using DataRights.Sources;
using DataRights.Sql.Tests.Generated;
using DataRights.Subjects;
using DataRights.Testing.Servers;
using Xunit;

namespace DataRights.Sql.Tests.Erasing;

/// <summary>
/// An erasure in batches of one row is stopped before each of its batches in turn, taken up by another session out of the
/// sealed pages, and ends as the undisturbed one did: the same rows, the same counts.
/// </summary>
public abstract class BatchResumeTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    protected abstract Task<ITestDatabase> CreateAsync(CancellationToken cancellationToken);

    [Fact]
    public Task A_stop_before_any_batch_changes_nothing_in_the_end() => StopEverywhereAsync(1000, 30);

    [Fact]
    [Trait("run", "long")]
    public Task A_stop_before_any_batch_changes_nothing_in_the_end_of_many_worlds() => StopEverywhereAsync(3000, 60);

    private async Task StopEverywhereAsync(int first, int worlds)
    {
        var stops = 0;
        await using var database = await CreateAsync(Token);
        for (var seed = first; seed < first + worlds; seed++)
        {
            var world = new RandomWorld(seed, database.Kind, keepSome: true);
            if (world.Roots.FirstOrDefault(r => world.Rows[r.Name].Count > 0) is { } root)
            {
                stops += await StopEverywhereAsync(database, world, root);
            }
        }

        Assert.True(stops > worlds, $"Only {stops} stops: the worlds are too empty to show anything.");
    }

    private static async Task<int> StopEverywhereAsync(ITestDatabase database, RandomWorld world, Collection root)
    {
        var key = root.Key.Select(k => world.Rows[root.Name][0][k]!).ToList();
        var footprint = new Footprint(world.Map, new RootKey(root.Name, new Key(key)), new Dictionary<EdgeId, IReadOnlyCollection<Key>>());
        var (whole, wholeRows) = await EraseAsync(database, world, footprint, stopBefore: int.MaxValue);
        Assert.NotNull(whole);
        for (var stop = 1; ; stop++)
        {
            var (outcome, rows) = await EraseAsync(database, world, footprint, stop);
            if (outcome is null)
            {
                return stop - 1;
            }

            Assert.Equal(wholeRows, rows);
            Assert.Equivalent(whole.Collections, outcome.Collections, strict: true);
        }
    }

    /// <summary>Null when it has no batch of that number.</summary>
    private static async Task<(ErasureOutcome? Outcome, List<string> Rows)> EraseAsync(ITestDatabase database, RandomWorld world, Footprint footprint, int stopBefore)
    {
        await WorldTables.CreateAsync(database, world, Token);
        await using var source = SqlSource.Open("main", database.Kind, database.ConnectionString, TimeProvider.System);
        await source.ForgetAsync("r", Token);
        var (_, pages) = await source.CaptureAsync(footprint, Token);
        var batches = 0;
        var epoch = Interlocked.Increment(ref epochs);
        var erasure = new Erasure("r", "erase:main/x", epoch, footprint)
        {
            AtOnce = 0,
            BatchRows = 1,
            BeforeBatchAsync = _ => ++batches == stopBefore ? throw new StoppedException() : Task.CompletedTask,
        };
        try
        {
            return (stopBefore == int.MaxValue ? await source.EraseAsync(erasure, Token, pages) : await NoStopAsync(source, erasure, pages), await RowsAsync(database, world));
        }
        catch (StoppedException)
        {
            var resumed = await source.EraseAsync(erasure with { Epoch = Interlocked.Increment(ref epochs), BeforeBatchAsync = _ => Task.CompletedTask }, Token, pages);
            await Assert.ThrowsAsync<FencedException>(() => source.EraseAsync(erasure, Token, pages));
            return (resumed, await RowsAsync(database, world));
        }
    }

    private static async Task<ErasureOutcome?> NoStopAsync(SqlSource source, Erasure erasure, IReadOnlyList<CapturedPage> pages)
    {
        await source.EraseAsync(erasure, Token, pages);
        return null;
    }

    private static async Task<List<string>> RowsAsync(ITestDatabase database, RandomWorld world)
    {
        var rows = new List<string>();
        foreach (var collection in world.Map.Collections)
        {
            rows.AddRange((await WorldTables.DumpAsync(database, collection, Token)).Select(r => $"{collection.Name}: {r}"));
        }

        return rows;
    }

    private static long epochs;

    private sealed class StoppedException : Exception;
}

public sealed class SqliteBatchResumeTests : BatchResumeTests
{
    protected override async Task<ITestDatabase> CreateAsync(CancellationToken cancellationToken) =>
        new SqliteTestDatabase(await SqliteFile.CreateAsync(cancellationToken));
}

public sealed class PostgresBatchResumeTests(PostgresFixture postgres) : BatchResumeTests, IClassFixture<PostgresFixture>
{
    protected override async Task<ITestDatabase> CreateAsync(CancellationToken cancellationToken) =>
        new PostgresTestDatabase(await postgres.CreateDatabaseAsync(cancellationToken));
}
