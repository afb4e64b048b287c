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
    private const int Worlds = 40;

    protected abstract Task<ITestDatabase> CreateAsync(CancellationToken cancellationToken);

    /// <summary>In one transaction, in batches of one row, and of three.</summary>
    [Theory]
    [InlineData(0, Worlds)]
    [InlineData(1, Worlds / 3)]
    [InlineData(3, Worlds / 3)]
    public async Task An_erasure_treats_the_footprint_and_leaves_every_other_row_as_it_was(int batch, int worlds)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var erased = 0L;
        await using var database = await CreateAsync(cancellationToken);
        for (var seed = 1000; seed < 1000 + worlds; seed++)
        {
            var world = new RandomWorld(seed, database.Kind, keepSome: true);
            await WorldTables.CreateAsync(database, world, cancellationToken);
            var root = world.Roots.FirstOrDefault(r => world.Rows[r.Name].Count > 0);
            if (root is not null)
            {
                erased += await EraseAsync(database, world, root, seed, batch, cancellationToken);
            }
        }

        Assert.True(erased > 5 * worlds, $"The worlds are too empty to show anything: {erased} rows.");
    }

    private static async Task<long> EraseAsync(ITestDatabase database, RandomWorld world, Collection root, int seed, int batch, CancellationToken cancellationToken)
    {
        var key = root.Key.Select(k => world.Rows[root.Name][0][k]!).ToList();
        var expected = NaiveClosure.Of(world, root, key);
        var shared = NaiveClosure.Shared(world, root, key, expected);
        await using var source = SqlSource.Open("main", database.Kind, database.ConnectionString, TimeProvider.System);
        var footprint = new Footprint(world.Map, new RootKey(root.Name, new Key(key)), new Dictionary<EdgeId, IReadOnlyCollection<Key>>());
        var (_, captured) = await source.CaptureAsync(footprint, cancellationToken);
        var erasure = new Erasure($"r{seed}", "erase:main", 1, footprint) { AtOnce = batch == 0 ? int.MaxValue : 0, BatchRows = Math.Max(1, batch) };
        var outcome = await source.EraseAsync(erasure, cancellationToken, captured);

        foreach (var collection in world.Map.Collections)
        {
            var want = world.Rows[collection.Name]
                .Where(r => !expected[collection.Name].Contains(r) || shared.Contains(r) || RuleFor(collection, r).Treatment != Treatment.Delete)
                .Select(r => WorldTables.Dump(collection, shared.Contains(r) ? Cut(world, collection, r, expected, shared) : expected[collection.Name].Contains(r) ? Replaced(collection, r) : r))
                .Order(StringComparer.Ordinal).ToList();
            Assert.Equal(want, await WorldTables.DumpAsync(database, collection, cancellationToken));
            Assert.Equal(expected[collection.Name].Count, outcome.Collections.Where(c => c.Collection == collection.Name).Sum(c => c.Located));
        }

        Assert.Equal(expected.Values.Sum(r => r.Count), outcome.Collections.Sum(c => c.Deleted + c.Anonymized + c.Shared));
        Assert.Equal(shared.Count, outcome.Collections.Sum(c => c.Shared));
        Assert.Equal(expected.Values.Sum(r => r.Count), captured.Sum(p => p.Rows));
        var residue = await source.FindResidueAsync(footprint, captured, cancellationToken);
        Assert.DoesNotContain(residue, r => r.Kind is "row" or "value");

        var again = await source.EraseAsync(erasure with { Epoch = 2 }, cancellationToken);
        Assert.True(again.Replayed);
        Assert.Equivalent(outcome.Collections, again.Collections, strict: true);
        await Assert.ThrowsAsync<FencedException>(() => source.EraseAsync(erasure with { Step = "erase:other", Epoch = 1 }, cancellationToken));
        return captured.Sum(p => p.Rows);
    }

    private static DeletionRule RuleFor(Collection collection, Dictionary<string, string?> row) =>
        collection.Deletion.First(d => NaiveClosure.Holds(d.When, row));

    /// <summary>A shared row without what ties it to rows that go.</summary>
    private static Dictionary<string, string?> Cut(
        RandomWorld world, Collection collection, Dictionary<string, string?> row, Dictionary<string, HashSet<Dictionary<string, string?>>> found, HashSet<Dictionary<string, string?>> shared)
    {
        var cut = new Dictionary<string, string?>(row);
        foreach (var reference in collection.References.Where(r => r.Owns))
        {
            var to = world.Map.Collection(reference.To);
            if (found[to.Name].Any(owner => !shared.Contains(owner) && RuleFor(to, owner).Treatment == Treatment.Delete && NaiveClosure.Leads(reference, row, owner)))
            {
                foreach (var column in reference.Columns)
                {
                    cut[column] = null;
                }
            }
        }

        return cut;
    }

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
