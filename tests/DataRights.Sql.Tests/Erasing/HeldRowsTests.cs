using DataRights.Sources;
using DataRights.Sql.Tests.Generated;
using DataRights.Testing.Servers;
using Xunit;
using static DataRights.Sql.Tests.Erasing.ErasureScene;

namespace DataRights.Sql.Tests.Erasing;

/// <summary>A held row stays as it is, with what it hangs on; everything else goes.</summary>
public sealed class HeldRowsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(0)]
    public async Task A_held_row_keeps_what_it_hangs_on_and_nothing_else(int atOnce)
    {
        await using var scene = new ErasureScene(new SqliteTestDatabase(await SqliteFile.CreateAsync(Token)),
            Root(), Table("orders", ["id"], Owned("person_id", "people")), Table("lines", ["id"], Owned("order_id", "orders")));
        await scene.ExecuteAsync(
            """
            create table people (id integer primary key, name text);
            create table orders (id integer primary key, person_id integer references people (id), state text);
            create table lines (id integer primary key, order_id integer references orders (id));
            insert into people values (1, 'Ann'), (2, 'Bob');
            insert into orders values (1, 1, 'disputed'), (2, 1, 'paid'), (3, 2, 'disputed');
            insert into lines values (1, 1), (2, 1), (3, 2), (4, 3);
            """, Token);
        var scope = ErasingSources.ScopeOf(scene.Source, scene.Footprint("1")) with { Held = [new HeldRows("orders", Is("state", "disputed"))] };
        await using var session = await scene.Source.OpenErasureAsync(scope, Token);
        var located = await session.LocateAsync(scene.Footprint("1"), Token);
        var outcome = await session.EraseAsync(Erasure(scene.Footprint("1")) with { AtOnce = atOnce, BatchRows = 1 }, Token);

        Assert.Equal(2, located.Where(l => l.Kept == KeptBecause.Held).Sum(l => l.Rows));
        Assert.Equal("1|Ann 2|Bob", await scene.RowsAsync("select * from people order by id", Token));
        Assert.Equal("1|1|disputed 3|2|disputed", await scene.RowsAsync("select * from orders order by id", Token));
        Assert.Equal("4|3", await scene.RowsAsync("select * from lines order by id", Token));
        Assert.Equal(2, outcome!.Collections.Sum(c => c.Held));
        Assert.Equal(4, outcome.Collections.Sum(c => c.Deleted));
    }

    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(0)]
    public async Task A_shared_row_is_held_while_the_account_that_ties_it_is_and_let_go_of_afterwards(int atOnce)
    {
        await using var scene = new ErasureScene(new SqliteTestDatabase(await SqliteFile.CreateAsync(Token)),
            Root(), Table("orders", ["id"], Owned("person_id", "people")), Table("letters", ["id"], Owned("sender_id", "people"), Owned("recipient_id", "people")));
        await scene.ExecuteAsync(
            """
            create table people (id integer primary key, name text);
            create table orders (id integer primary key, person_id integer references people (id), state text);
            create table letters (id integer primary key, sender_id integer references people (id), recipient_id integer references people (id));
            insert into people values (1, 'Ann'), (2, 'Bob');
            insert into orders values (1, 1, 'disputed'), (2, 1, 'paid');
            insert into letters values (1, 1, 2), (2, 2, 1), (3, 1, null);
            """, Token);
        var free = ErasingSources.ScopeOf(scene.Source, scene.Footprint("1"));
        await using (var session = await scene.Source.OpenErasureAsync(free with { Held = [new HeldRows("orders", Is("state", "disputed"))] }, Token))
        {
            await session.LocateAsync(scene.Footprint("1"), Token);
            var outcome = await session.EraseAsync(Erasure(scene.Footprint("1")) with { AtOnce = atOnce, BatchRows = 1 }, Token);
            Assert.Equal((0, 2, 1), Letters(outcome!));
            Assert.Equal("1|1|2 2|2|1", await scene.RowsAsync("select * from letters order by id", Token));
        }

        await using (var session = await scene.Source.OpenErasureAsync(free, Token))
        {
            await session.LocateAsync(scene.Footprint("1"), Token);
            var outcome = await session.EraseAsync(Erasure(scene.Footprint("1")) with { Step = "again", Known = ["erase:main/scene"], AtOnce = atOnce, BatchRows = 1 }, Token);
            Assert.Equal((2, 0, 0), Letters(outcome!));
            Assert.Equal("1|∅|2 2|2|∅", await scene.RowsAsync("select * from letters order by id", Token));
        }
    }

    private static (long Shared, long Held, long Deleted) Letters(ErasureOutcome outcome) =>
        outcome.Collections.Single(c => c.Collection == "letters") is var c ? (c.Shared, c.Held, c.Deleted) : default;
}
