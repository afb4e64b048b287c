using DataRights.Mapping;
using DataRights.Sources;
using DataRights.Sql.Tests.Generated;
using DataRights.Testing.Servers;
using Xunit;
using static DataRights.Sql.Tests.Erasing.ErasureScene;

namespace DataRights.Sql.Tests.Erasing;

/// <summary>Foreign keys of every shape are taken apart in the right order, and nobody else's rows with them.</summary>
public abstract class ErasureGraphTests
{
    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Lets no order be deleted, and says nothing.</summary>
    protected abstract string KeepingTrigger { get; }

    /// <summary>Writes an order for the person who is being deleted.</summary>
    protected abstract string AddingTrigger { get; }

    protected abstract Task<ITestDatabase> CreateAsync();

    [Theory]
    [InlineData("")]
    [InlineData("on delete no action deferrable initially immediate")]
    [InlineData("on delete no action deferrable initially deferred")]
    [InlineData("on delete cascade")]
    [InlineData("on delete set null")]
    public async Task Two_tables_that_refer_to_each_other_go_together(string action)
    {
        // The key types differ, so that the nulls of one branch have to be typed as the other's.
        await using var scene = new ErasureScene(await CreateAsync(),
            Root(),
            Table("a", ["id"], Owned("person_id", "people"), Owned("b_id", "b")),
            Table("b", ["id"], Owned("a_id", "a")));
        await scene.ExecuteAsync(Cycle(scene.Map.Source("main").Kind, action), Token);
        await scene.ExecuteAsync(
            """
            insert into people values (1), (2);
            insert into a values (1, 1, null), (2, null, null), (3, 2, null), (4, null, null);
            insert into b values ('p', 1), ('q', 2), ('r', 3), ('s', null);
            update a set b_id = 'p' where id = 2; update a set b_id = 'q' where id = 1; update a set b_id = 's' where id = 4;
            """, Token);
        var outcome = await scene.EraseAsync(Token, "1");

        Assert.Equal("3|∅ 4|s", await scene.RowsAsync("select id, b_id from a order by id", Token));
        Assert.Equal("r|3 s|∅", await scene.RowsAsync("select id, a_id from b order by id", Token));
        Assert.Equal((2, 2), Counts(outcome, "a"));
        Assert.Equal((2, 2), Counts(outcome, "b"));
        Assert.Empty(await scene.ResidueAsync(Token));
    }

    [Theory]
    [InlineData("")]
    [InlineData("on delete cascade")]
    [InlineData("on delete set null")]
    public async Task A_tree_in_one_table_goes_with_its_branches(string action)
    {
        await using var scene = new ErasureScene(await CreateAsync(),
            Root(),
            Table("nodes", ["id"], Owned("person_id", "people"), Owned("parent_id", "nodes")));
        await scene.ExecuteAsync(
            $"""
            create table people (id bigint primary key);
            create table nodes (id bigint primary key, person_id bigint references people (id), parent_id bigint references nodes (id) {action});
            insert into people values (1), (2);
            insert into nodes values (1, 1, null), (2, null, 1), (3, null, 2), (4, 2, null), (5, 2, 4), (6, null, null), (7, null, 6);
            """, Token);
        var outcome = await scene.EraseAsync(Token, "1");

        Assert.Equal("4 5 6 7", await scene.RowsAsync("select id from nodes order by id", Token));
        Assert.Equal((3, 3), Counts(outcome, "nodes"));
        Assert.Empty(await scene.ResidueAsync(Token));
    }

    [Theory]
    [InlineData("no action")]
    [InlineData("restrict")]
    [InlineData("cascade")]
    [InlineData("set null")]
    public async Task Every_delete_action_ends_in_the_same_rows_and_the_same_counts(string action)
    {
        await using var scene = new ErasureScene(await CreateAsync(),
            Root(),
            Table("orders", ["id"], Owned("person_id", "people")),
            Table("lines", ["order_id", "line"], Owned("order_id", "orders")),
            Table("notes", ["id"], Owned("person_id", "people"), Pointing("order_id", "orders", detach: true)));
        await scene.ExecuteAsync(
            $"""
            create table people (id bigint primary key);
            create table orders (id bigint primary key, person_id bigint references people (id) on delete {action});
            create table lines (order_id bigint not null references orders (id), line int not null, primary key (order_id, line));
            create table notes (id bigint primary key, person_id bigint references people (id), order_id bigint references orders (id) on delete {action});
            insert into people values (1), (2);
            insert into orders values (10, 1), (11, 1), (20, 2);
            insert into lines values (10, 1), (10, 2), (20, 1);
            insert into notes values (1, 1, 10), (2, 2, 11), (3, 2, 20), (4, 1, null);
            """, Token);
        var outcome = await scene.EraseAsync(Token, "1");

        Assert.Equal("2", await scene.RowsAsync("select id from people", Token));
        Assert.Equal("20|2", await scene.RowsAsync("select * from orders", Token));
        Assert.Equal("20|1", await scene.RowsAsync("select * from lines", Token));
        Assert.Equal("2|2|∅ 3|2|20", await scene.RowsAsync("select * from notes order by id", Token));
        Assert.Equal((2, 2), Counts(outcome, "orders"));
        Assert.Equal((2, 2), Counts(outcome, "lines"));
        Assert.Equal(1, outcome.Collections.Single(c => c.Collection == "notes").Detached);
        Assert.Empty(await scene.ResidueAsync(Token));
    }

    [Fact]
    public async Task A_composite_foreign_key_leads_only_where_all_of_it_is_there()
    {
        await using var scene = new ErasureScene(await CreateAsync(),
            Root("people", "tenant", "id"),
            Table("cards", ["id"], new Reference { Columns = ["tenant", "person"], To = "people", ToColumns = ["tenant", "id"], Owns = true }));
        await scene.ExecuteAsync(
            """
            create table people (tenant text not null, id bigint not null, primary key (tenant, id));
            create table cards (id bigint primary key, tenant text, person bigint, foreign key (tenant, person) references people (tenant, id));
            insert into people values ('x', 1), ('y', 1), ('x', 2);
            insert into cards values (1, 'x', 1), (2, 'y', 1), (3, 'x', null), (4, null, 1), (5, null, null), (6, 'x', 2);
            """, Token);
        await scene.EraseAsync(Token, "x", "1");

        Assert.Equal("2 3 4 5 6", await scene.RowsAsync("select id from cards order by id", Token));
        Assert.Equal("x|2 y|1", await scene.RowsAsync("select * from people order by tenant", Token));
    }

    [Fact]
    public async Task A_row_that_is_reached_in_several_ways_counts_once_and_one_with_another_owner_is_let_go_of()
    {
        await using var scene = new ErasureScene(await CreateAsync(),
            Root(),
            Table("messages", ["id"], Owned("sender", "people"), Owned("recipient", "people"), Owned("author", "people")));
        await scene.ExecuteAsync(
            """
            create table people (id bigint primary key);
            create table messages (id bigint primary key, sender bigint references people (id), recipient bigint references people (id), author bigint references people (id));
            insert into people values (1), (2);
            insert into messages values (1, 1, 1, 1), (2, 1, 2, null), (3, 2, 1, null), (4, 2, 2, 2), (5, null, null, 1), (6, null, null, null);
            """, Token);
        var outcome = await scene.EraseAsync(Token, "1");

        Assert.Equal("2|∅|2|∅ 3|2|∅|∅ 4|2|2|2 6|∅|∅|∅", await scene.RowsAsync("select * from messages order by id", Token));
        Assert.Equal((4, 2), Counts(outcome, "messages"));
        Assert.Equal(2, outcome.Collections.Single(c => c.Collection == "messages").Shared);
    }

    [Fact]
    public async Task A_polymorphic_reference_detaches_only_where_it_means_the_deleted_row()
    {
        var photo = new Reference { Columns = ["on_id"], To = "photos", ToColumns = ["id"], Owns = false, Detach = true, Where = Is("on_kind", "photo") };
        await using var scene = new ErasureScene(await CreateAsync(),
            Root(),
            Table("photos", ["id"], Owned("person_id", "people")),
            Table("likes", ["id"], Owned("person_id", "people"), photo));
        await scene.ExecuteAsync(
            """
            create table people (id bigint primary key);
            create table photos (id bigint primary key, person_id bigint);
            create table likes (id bigint primary key, person_id bigint, on_kind text, on_id bigint);
            insert into people values (1), (2);
            insert into photos values (7, 1), (8, 2);
            insert into likes values (1, 2, 'photo', 7), (2, 2, 'video', 7), (3, 2, 'photo', 8), (4, 2, null, 7);
            """, Token);
        var outcome = await scene.EraseAsync(Token, "1");

        Assert.Equal("1|photo|∅ 2|video|7 3|photo|8 4|∅|7", await scene.RowsAsync("select id, on_kind, on_id from likes order by id", Token));
        Assert.Equal(1, outcome.Collections.Single(c => c.Collection == "likes").Detached);
    }

    [Fact]
    public async Task A_polymorphic_owner_and_a_condition_on_the_owner_bound_what_goes()
    {
        var byAddress = new Reference { Columns = ["email"], To = "people", ToColumns = ["email"], Owns = true, Compare = JoinTransform.Lower, ToWhere = Is("verified", "yes") };
        await using var scene = new ErasureScene(await CreateAsync(),
            Root(),
            Table("letters", ["id"], byAddress),
            Table("things", ["id"], Owned("owner", "people") with { Where = Is("kind", "person") }));
        await scene.ExecuteAsync(
            """
            create table people (id bigint primary key, email text, verified text);
            create table letters (id bigint primary key, email text);
            create table things (id bigint primary key, kind text, owner bigint);
            insert into people values (1, 'Ann@Example.org', 'no'), (2, 'Bob@Example.org', 'yes');
            insert into letters values (1, 'ann@example.ORG'), (2, 'bob@example.org'), (3, null);
            insert into things values (1, 'person', 1), (2, 'group', 1), (3, 'person', 2), (4, null, 1);
            """, Token);
        await scene.EraseAsync(Token, "1");

        Assert.Equal("1 2 3", await scene.RowsAsync("select id from letters order by id", Token));
        Assert.Equal("2 3 4", await scene.RowsAsync("select id from things order by id", Token));
        Assert.Empty(await scene.ResidueAsync(Token));
    }

    [Fact]
    public async Task What_hangs_on_a_row_that_is_gone_already_goes_all_the_same()
    {
        await using var scene = new ErasureScene(await CreateAsync(), Root(), Table("orders", ["id"], Owned("person_id", "people")), Table("lines", ["id"], Owned("order_id", "orders")));
        await scene.ExecuteAsync(
            """
            create table people (id bigint primary key);
            create table orders (id bigint primary key, person_id bigint);
            create table lines (id bigint primary key, order_id bigint);
            insert into people values (2); insert into orders values (1, 1), (2, 2); insert into lines values (1, 1), (2, 2);
            """, Token);
        await scene.EraseAsync(Token, "1");

        Assert.Equal("2|2", await scene.RowsAsync("select o.id, l.id from orders o left join lines l on l.order_id = o.id", Token));
        Assert.Equal("2", await scene.RowsAsync("select id from lines", Token));
    }

    [Fact]
    public async Task A_row_whose_key_is_null_is_refused_by_a_code()
    {
        await using var scene = new ErasureScene(await CreateAsync(), Root(), Table("loose", ["a", "b"], Owned("person_id", "people")));
        await scene.ExecuteAsync(
            """
            create table people (id bigint primary key);
            create table loose (a text, b text, person_id bigint, unique (a, b));
            insert into people values (1); insert into loose values ('x', null, 1);
            """, Token);
        var captured = await Assert.ThrowsAsync<SourceException>(() => scene.CaptureAsync(scene.Footprint("1"), Token));
        var erased = await Assert.ThrowsAsync<SourceException>(() => scene.Source.EraseAsync(ErasureScene.Erasure(scene.Footprint("1")), Token));

        Assert.Equal(("key-null", "key-null"), (captured.Code, erased.Code));
        Assert.Equal("1", await scene.RowsAsync("select id from people", Token));
    }

    [Theory]
    [InlineData(true, "rows-left", false)]
    [InlineData(false, "rows-arrived", true)]
    public async Task Rows_that_a_trigger_keeps_or_adds_undo_the_whole_erasure(bool keeps, string code, bool transient)
    {
        await using var scene = new ErasureScene(await CreateAsync(), Root(), Table("orders", ["id"], Owned("person_id", "people")));
        await scene.ExecuteAsync(
            """
            create table people (id bigint primary key);
            create table orders (id bigint primary key, person_id bigint);
            insert into people values (1), (2); insert into orders values (1, 1), (2, 2);
            """, Token);
        await scene.ExecuteAsync(keeps ? KeepingTrigger : AddingTrigger, Token);
        var failed = await Assert.ThrowsAsync<SourceException>(() => scene.EraseAsync(Token, "1"));

        Assert.Equal((code, transient), (failed.Code, failed.IsTransient));
        Assert.Equal("1|1 2|2", await scene.RowsAsync("select * from orders order by id", Token));
        Assert.Equal("1 2", await scene.RowsAsync("select id from people order by id", Token));
    }

    [Fact]
    public async Task A_run_that_wakes_after_all_is_over_is_still_locked_out()
    {
        await using var scene = new ErasureScene(await CreateAsync(), Root());
        await scene.ExecuteAsync("create table people (id bigint primary key); insert into people values (1)", Token);
        await scene.Source.EraseAsync(ErasureScene.Erasure(scene.Footprint("1"), epoch: 5), Token);
        await scene.Source.ForgetAsync("r1", Token);
        await scene.ExecuteAsync("insert into people values (1)", Token);

        await Assert.ThrowsAsync<FencedException>(() => scene.Source.EraseAsync(ErasureScene.Erasure(scene.Footprint("1"), epoch: 4), Token));
        Assert.Equal("1", await scene.RowsAsync("select id from people", Token));
    }

    protected static (long Located, long Deleted) Counts(ErasureOutcome outcome, string collection)
    {
        var counts = outcome.Collections.Single(c => c.Collection == collection);
        return (counts.Located, counts.Deleted);
    }

    // SQLite takes a reference to a table that is not there yet, but can't add one afterwards.
    private static string Cycle(SourceKind kind, string action) => kind == SourceKind.Sqlite
        ? $"""
          create table people (id bigint primary key);
          create table a (id bigint primary key, person_id bigint references people (id), b_id text references b (id) {action});
          create table b (id text primary key, a_id bigint references a (id) {action});
          """
        : $"""
          create table people (id bigint primary key);
          create table a (id bigint primary key, person_id bigint references people (id), b_id text);
          create table b (id text primary key, a_id bigint references a (id) {action});
          alter table a add foreign key (b_id) references b (id) {action};
          """;
}

public sealed class SqliteErasureGraphTests : ErasureGraphTests
{
    protected override string KeepingTrigger => "create trigger keep before delete on orders begin select raise(ignore); end";

    protected override string AddingTrigger => "create trigger again after delete on people begin insert into orders values (99, old.id); end";

    protected override async Task<ITestDatabase> CreateAsync() => new SqliteTestDatabase(await SqliteFile.CreateAsync(Token));
}

public sealed class PostgresErasureGraphTests(PostgresFixture postgres) : ErasureGraphTests, IClassFixture<PostgresFixture>
{
    protected override string KeepingTrigger =>
        "create function keep() returns trigger language plpgsql as 'begin return null; end'; create trigger keep before delete on orders for each row execute function keep()";

    protected override string AddingTrigger =>
        "create function again() returns trigger language plpgsql as 'begin insert into orders values (99, old.id); return null; end'; create trigger again after delete on people for each row execute function again()";

    protected override async Task<ITestDatabase> CreateAsync() => new PostgresTestDatabase(await postgres.CreateDatabaseAsync(Token));
}
