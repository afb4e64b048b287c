using DataRights.Mapping;
using DataRights.Sources;
using DataRights.Sql.Tests.Generated;
using DataRights.Subjects;
using DataRights.Testing.Servers;
using Xunit;

namespace DataRights.Sql.Tests.Locating;

/// <summary>What the compiler finds is what the definition says, on random maps and data.</summary>
public abstract class FootprintPropertyTests
{
    private const int Worlds = 60;

    protected abstract Task<ITestDatabase> CreateAsync(CancellationToken cancellationToken);

    [Fact]
    public async Task The_footprint_equals_a_naive_closure()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var rowsFound = 0L;
        var cyclesSeen = 0;
        await using var database = await CreateAsync(cancellationToken);
        for (var seed = 1; seed <= Worlds; seed++)
        {
            var world = new RandomWorld(seed, database.Kind, keepSome: true);
            await WorldTables.CreateAsync(database, world, cancellationToken);
            await using var source = SqlSource.Open("main", database.Kind, database.ConnectionString, TimeProvider.System);
            await using var snapshot = await source.OpenSnapshotAsync(cancellationToken);
            var graph = new MapGraph(world.Map);
            cyclesSeen += graph.ParentsFirst(world.Map.Collections).Count(graph.IsCyclic);
            foreach (var root in world.Roots)
            {
                foreach (var row in world.Rows[root.Name].Take(4))
                {
                    var key = root.Key.Select(k => row[k]!).ToList();
                    rowsFound += await CompareAsync(world, snapshot, root, key, $"seed {seed}, root {root.Name}", cancellationToken);
                }
            }
        }

        Assert.True(rowsFound > 1000, $"The worlds are too empty to show anything: {rowsFound} rows.");
        Assert.True(cyclesSeen > 20, $"The worlds have too few cycles to show anything: {cyclesSeen}.");
    }

    private static async Task<long> CompareAsync(RandomWorld world, IRowSnapshot snapshot, Collection root, List<string> key, string where, CancellationToken cancellationToken)
    {
        var expected = NaiveClosure.Of(world, root, key);
        var locator = new FootprintLocator(world.Map);
        var footprint = await locator.LocateAsync(new RootKey(root.Name, new Key(key)), new Dictionary<string, IRowSnapshot> { ["main"] = snapshot }, cancellationToken);
        var total = 0L;
        foreach (var collection in world.Map.Collections)
        {
            var want = expected[collection.Name].Select(r => string.Join('|', collection.Key.Select(k => r[k]))).Order(StringComparer.Ordinal).ToList();
            var got = new List<string>();
            await foreach (var found in snapshot.ValuesAsync(footprint, collection, collection.Key, JoinTransform.None, null, cancellationToken))
            {
                got.Add(string.Join('|', found.Values));
            }

            Assert.True(want.SequenceEqual(got.Order(StringComparer.Ordinal)), $"{where}, {collection.Name}: expected [{string.Join(' ', want)}], found [{string.Join(' ', got)}]");
            Assert.Equal(want.Count, await snapshot.CountAsync(footprint, collection, cancellationToken));
            total += want.Count;
        }

        return total;
    }
}

public sealed class SqliteFootprintPropertyTests : FootprintPropertyTests
{
    protected override async Task<ITestDatabase> CreateAsync(CancellationToken cancellationToken) =>
        new SqliteTestDatabase(await SqliteFile.CreateAsync(cancellationToken));
}

public sealed class PostgresFootprintPropertyTests(PostgresFixture postgres) : FootprintPropertyTests, IClassFixture<PostgresFixture>
{
    protected override async Task<ITestDatabase> CreateAsync(CancellationToken cancellationToken) =>
        new PostgresTestDatabase(await postgres.CreateDatabaseAsync(cancellationToken));
}
