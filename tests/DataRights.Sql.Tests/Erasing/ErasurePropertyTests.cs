using DataRights.Mapping;
using DataRights.Sources;
using DataRights.Sql.Tests.Generated;
using DataRights.Subjects;
using DataRights.Testing.Servers;
using Xunit;

namespace DataRights.Sql.Tests.Erasing;

/// <summary>Everything that is the person's is treated as the map says, and every other row is what it was.</summary>
public abstract class ErasurePropertyTests
{
    private const int Worlds = 60;

    protected abstract Task<ITestDatabase> CreateAsync(CancellationToken cancellationToken);

    [Fact]
    public async Task An_erasure_treats_the_footprint_and_leaves_every_other_row_as_it_was()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var erased = 0L;
        await using var database = await CreateAsync(cancellationToken);
        for (var seed = 1000; seed < 1000 + Worlds; seed++)
        {
            var world = new RandomWorld(seed, database.Kind, keepSome: true);
            await WorldTables.CreateAsync(database, world, cancellationToken);
            var root = world.Roots.FirstOrDefault(r => world.Rows[r.Name].Count > 0);
            if (root is not null)
            {
                erased += await EraseAsync(database, world, root, seed, cancellationToken);
            }
        }

        Assert.True(erased > 300, $"The worlds are too empty to show anything: {erased} rows.");
    }

    private static async Task<long> EraseAsync(ITestDatabase database, RandomWorld world, Collection root, int seed, CancellationToken cancellationToken)
    {
        var key = root.Key.Select(k => world.Rows[root.Name][0][k]!).ToList();
        var expected = NaiveClosure.Of(world, root, key);
        await using var source = SqlSource.Open("main", database.Kind, database.ConnectionString, TimeProvider.System);
        var footprint = new Footprint(world.Map, new RootKey(root.Name, new Key(key)), new Dictionary<EdgeId, IReadOnlyCollection<Key>>());
        var captured = new List<CapturedRow>();
        await using (var snapshot = await source.OpenSnapshotAsync(cancellationToken))
        {
            foreach (var collection in world.Map.Collections)
            {
                captured.AddRange(await snapshot.CaptureAsync(footprint, collection, cancellationToken).ToListAsync(cancellationToken));
            }
        }

        var graph = new MapGraph(world.Map);
        var erasure = new Erasure($"r{seed}", "erase:main", 1, footprint, graph.LeavesFirst(graph.Reachable(root)), DateTimeOffset.UnixEpoch);
        var outcome = await source.EraseAsync(erasure, cancellationToken);

        foreach (var collection in world.Map.Collections)
        {
            var want = world.Rows[collection.Name]
                .Where(r => !expected[collection.Name].Contains(r) || RuleFor(collection, r).Treatment != Treatment.Delete)
                .Select(r => WorldTables.Dump(collection, expected[collection.Name].Contains(r) ? Replaced(collection, r) : r))
                .Order(StringComparer.Ordinal).ToList();
            Assert.Equal(want, await WorldTables.DumpAsync(database, collection, cancellationToken));
            Assert.Equal(expected[collection.Name].Count, outcome.Collections.Where(c => c.Collection == collection.Name).Sum(c => c.Located));
        }

        Assert.Equal(expected.Values.Sum(r => r.Count), outcome.Collections.Sum(c => c.Deleted + c.Anonymized));
        Assert.Equal(expected.Values.Sum(r => r.Count), captured.Count);
        var residue = await source.FindResidueAsync(world.Map, captured, cancellationToken);
        Assert.DoesNotContain(residue, r => r.Kind is "row" or "value");

        var again = await source.EraseAsync(erasure with { Epoch = 2 }, cancellationToken);
        Assert.True(again.Replayed);
        Assert.Equivalent(outcome.Collections, again.Collections, strict: true);
        await Assert.ThrowsAsync<FencedException>(() => source.EraseAsync(erasure with { Step = "erase:other", Epoch = 1 }, cancellationToken));
        return captured.Count;
    }

    private static DeletionRule RuleFor(Collection collection, Dictionary<string, string?> row) =>
        collection.Deletion.First(d => NaiveClosure.Holds(d.When, row));

    private static Dictionary<string, string?> Replaced(Collection collection, Dictionary<string, string?> row)
    {
        var replaced = new Dictionary<string, string?>(row);
        foreach (var anonymizer in RuleFor(collection, row).Anonymize)
        {
            replaced[anonymizer.Column] = anonymizer.Argument;
        }

        return replaced;
    }
}

public sealed class SqliteErasurePropertyTests : ErasurePropertyTests
{
    protected override async Task<ITestDatabase> CreateAsync(CancellationToken cancellationToken) =>
        new SqliteTestDatabase(await SqliteFile.CreateAsync(cancellationToken));
}

public sealed class PostgresErasurePropertyTests(PostgresFixture postgres) : ErasurePropertyTests, IClassFixture<PostgresFixture>
{
    protected override async Task<ITestDatabase> CreateAsync(CancellationToken cancellationToken) =>
        new PostgresTestDatabase(await postgres.CreateDatabaseAsync(cancellationToken));
}
