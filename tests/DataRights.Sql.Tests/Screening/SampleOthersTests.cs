using DataRights.Mapping;
using DataRights.Sources;
using DataRights.Sql.Tests.Generated;
using DataRights.Subjects;
using DataRights.Testing.Servers;
using Xunit;

namespace DataRights.Sql.Tests.Screening;

/// <summary>A sample of other people's identifiers has none of the person's own.</summary>
public abstract class SampleOthersTests
{
    protected abstract Task<ITestDatabase> CreateAsync(CancellationToken cancellationToken);

    [Fact]
    public async Task A_sample_has_other_peoples_values_alone_and_another_salt_takes_others()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var database = await CreateAsync(cancellationToken);
        var (world, root) = Enumerable.Range(1, 60).Select(seed => new RandomWorld(seed, database.Kind, keepSome: false)).SelectMany(w => w.Roots.Select(r => (World: w, Root: r)))
            .First(x => Others(x.World, x.Root).Distinct().Count() > 3);
        await WorldTables.CreateAsync(database, world, cancellationToken);
        await using var source = SqlSource.Open("main", database.Kind, database.ConnectionString, TimeProvider.System);
        await using var snapshot = await source.OpenSnapshotAsync(cancellationToken);
        var key = KeyOf(world, root);
        var footprint = await new FootprintLocator(world.Map).LocateAsync(new RootKey(root.Name, new Key(key)), new Dictionary<string, IRowSnapshot> { ["main"] = snapshot }, cancellationToken);
        var others = Others(world, root);

        async Task<List<string>> SampleAsync(int most, string salt) =>
            await snapshot.SampleOthersAsync(footprint, root, root.Key[0], most, salt, cancellationToken).ToListAsync(cancellationToken);

        Assert.Equal(others, (await SampleAsync(1000, "a")).Order(StringComparer.Ordinal));
        Assert.Equal(await SampleAsync(2, "a"), (await SampleAsync(1000, "a")).Take(2));
        var orders = new HashSet<string>();
        for (var salt = 0; salt < 10; salt++)
        {
            orders.Add(string.Join(' ', await SampleAsync(1000, $"{salt}")));
        }

        Assert.True(orders.Count > 1);
    }

    private static List<string> KeyOf(RandomWorld world, Collection root) => [.. root.Key.Select(k => world.Rows[root.Name][0][k]!)];

    private static List<string> Others(RandomWorld world, Collection root)
    {
        var mine = NaiveClosure.Of(world, root, KeyOf(world, root))[root.Name];
        return [.. world.Rows[root.Name].Where(r => !mine.Contains(r)).Select(r => r[root.Key[0]]!).Order(StringComparer.Ordinal)];
    }
}

public sealed class SqliteSampleOthersTests : SampleOthersTests
{
    protected override async Task<ITestDatabase> CreateAsync(CancellationToken cancellationToken) => new SqliteTestDatabase(await SqliteFile.CreateAsync(cancellationToken));
}

public sealed class PostgresSampleOthersTests(PostgresFixture postgres) : SampleOthersTests, IClassFixture<PostgresFixture>
{
    protected override async Task<ITestDatabase> CreateAsync(CancellationToken cancellationToken) => new PostgresTestDatabase(await postgres.CreateDatabaseAsync(cancellationToken));
}
