using DataRights.Sql.Tests.Generated;
using DataRights.Testing.Servers;
using Xunit;
using static DataRights.Sql.Tests.Erasing.ErasureScene;

namespace DataRights.Sql.Tests.Erasing;

/// <summary>A large footprint stays in the database.</summary>
[Collection(nameof(LargeErasureTests))]
[CollectionDefinition(nameof(LargeErasureTests), DisableParallelization = true)]
public sealed class LargeErasureTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private const int Rows = 200_000;
    private const long FewBytes = 4 * 1024 * 1024;

    // Alone, since the measure is of the whole process.
    [Fact]
    [Trait("run", "long")]
    public async Task Two_hundred_thousand_rows_are_erased_with_as_little_memory_as_two()
    {
        var token = TestContext.Current.CancellationToken;
        await using var scene = new ErasureScene(new PostgresTestDatabase(await postgres.CreateDatabaseAsync(token)), Root(),
            Table("orders", ["id"], Owned("person_id", "people")),
            Table("lines", ["id"], Owned("order_id", "orders")));
        await scene.ExecuteAsync(
            $"""
            create table people (id bigint primary key);
            create table orders (id bigint primary key, person_id bigint references people (id));
            create table lines (id bigint primary key, order_id bigint references orders (id));
            insert into people values (1), (2);
            insert into orders select i, 1 from generate_series(1, {Rows / 2}) i;
            insert into lines select i, i from generate_series(1, {Rows / 2}) i;
            insert into orders values (0, 2); insert into lines values (0, 0);
            create index on orders (person_id); create index on lines (order_id);
            analyze;
            """, token);
        await scene.Source.EraseAsync(ErasureScene.Erasure(scene.Footprint("2"), "r0"), token);
        var before = GC.GetTotalAllocatedBytes(precise: true);
        var outcome = await scene.Source.EraseAsync(ErasureScene.Erasure(scene.Footprint("1")), token);

        Assert.Equal(Rows + 1, outcome.Collections.Sum(c => c.Deleted));
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, FewBytes);
        Assert.Equal("0|0|0", await scene.RowsAsync("select (select count(*) from people), (select count(*) from orders), (select count(*) from lines)", token));
    }
}
