using DataRights.Mapping;
using DataRights.Sql.Tests.Erasing;
using DataRights.Sql.Tests.Generated;
using DataRights.Testing.Servers;
using Xunit;
using static DataRights.Sql.Tests.Erasing.ErasureScene;

namespace DataRights.Sql.Tests.Memberships;

/// <summary>References out of a list of ids, and out of a field of JSON: found by them, and only that id taken out.</summary>
public abstract class ListTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>How the database spells columns with JSON.</summary>
    public static TheoryData<string> JsonTypes => ["json", "jsonb", "text"];

    protected abstract Task<ITestDatabase> CreateAsync();

    [Theory]
    [MemberData(nameof(JsonTypes))]
    public async Task A_list_that_owns_makes_rows_shared_and_loses_the_id(string type)
    {
        await using var scene = await DocumentsAsync(type, InList(owns: true));
        var outcome = await scene.EraseAsync(Token, "7");

        Assert.Equal(
            "1:[2,8] 2:[] 3:[\"2\",77] 4:[2] 5:[2,null,{\"id\":7}] 6:∅ 7:{\"7\":7} 8:[0.70,1] 9:[\"07\",true]",
            await scene.DocumentsAsync("readers", Token));
        var documents = outcome.Collections.Single(c => c.Collection == "documents");
        Assert.Equal((4, 4, 0), (documents.Located, documents.Shared, documents.Deleted));
        Assert.Empty(await scene.ResidueAsync(Token));
    }

    [Theory]
    [MemberData(nameof(JsonTypes))]
    public async Task A_list_that_merely_points_loses_the_id(string type)
    {
        await using var scene = await DocumentsAsync(type, InList(owns: false) with { Detach = true });
        var outcome = await scene.EraseAsync(Token, "7");

        Assert.Equal(
            "1:[2,8] 2:[] 3:[\"2\",77] 4:[2] 5:[2,null,{\"id\":7}] 6:∅ 7:{\"7\":7} 8:[0.70,1] 9:[\"07\",true]",
            await scene.DocumentsAsync("readers", Token));
        Assert.Equal(4, outcome.Collections.Single(c => c.Collection == "documents").Detached);
    }

    [Theory]
    [MemberData(nameof(JsonTypes))]
    public async Task An_own_row_that_is_read_by_others_too_is_let_go_of_and_any_other_goes(string type)
    {
        await using var scene = await DocumentsAsync(type, Owned("owner", "people"), InList(owns: true));
        await scene.ExecuteAsync("update documents set owner = 7 where id in (1, 2, 6); update documents set owner = 2 where id = 3", Token);
        await scene.EraseAsync(Token, "7");

        Assert.Equal("1|∅ 3|2 4|∅ 5|∅ 7|∅ 8|∅ 9|∅", await scene.RowsAsync("select id, owner from documents order by id", Token));
        Assert.StartsWith("1:[2,8] 3:[\"2\",77] 4:[2]", await scene.DocumentsAsync("readers", Token), StringComparison.Ordinal);
        Assert.Empty(await scene.ResidueAsync(Token));
    }

    [Theory]
    [MemberData(nameof(JsonTypes))]
    public async Task A_field_of_json_owns_rows(string type)
    {
        await using var scene = new ErasureScene(await CreateAsync(), Root(),
            Table("events", ["id"], new Reference { Columns = ["data"], Path = new JsonPath(["user", "id"]), To = "people", ToColumns = ["id"], Owns = true }));
        await scene.ExecuteAsync(
            $$$"""
            create table people (id bigint primary key);
            create table events (id bigint primary key, data {{{type}}});
            insert into people values (7), (77), (0);
            insert into events values (1, '{"user": {"id": 7}}'), (2, '{"user": {"id": "7"}}'), (3, '{"user": {"id": 77}}'), (4, '{"user": {"id": [7]}}'),
              (5, '{"user": 7}'), (6, null), (7, '[7]'), (8, '{"user": {"id": null}}'), (9, '{"id": 7}'), (10, '7'), (11, '{"user": {"id": true}}');
            """, Token);
        var outcome = await scene.EraseAsync(Token, "7");

        Assert.Equal("3 4 5 6 7 8 9 10 11", await scene.RowsAsync("select id from events order by id", Token));
        Assert.Equal(2, outcome.Collections.Single(c => c.Collection == "events").Deleted);
        Assert.Empty(await scene.ResidueAsync(Token));
    }

    [Fact]
    public async Task A_field_of_json_owns_rows_in_batches_and_a_row_whose_field_changed_is_its_new_owners()
    {
        await using var scene = new ErasureScene(await CreateAsync(), Root(),
            Table("events", ["id"], new Reference { Columns = ["data"], Path = new JsonPath(["user"]), To = "people", ToColumns = ["id"], Owns = true }));
        await scene.ExecuteAsync(
            """
            create table people (id bigint primary key);
            create table events (id bigint primary key, data json);
            insert into people values (7), (8);
            insert into events values (1, '{"user": 7}'), (2, '{"user": 7}'), (3, '{"user": 8}'), (4, '{"user": 7}');
            """, Token);
        var footprint = scene.Footprint("7");
        await scene.CaptureAsync(footprint, Token);
        await scene.ExecuteAsync("""update events set data = '{"user": 8}' where id = 2; update events set data = '{"user": 7, "seen": true}' where id = 4""", Token);
        await scene.Source.EraseAsync(Erasure(footprint) with { AtOnce = 1, BatchRows = 1 }, Token, scene.Captured);

        Assert.Equal("2 3", await scene.RowsAsync("select id from events order by id", Token));
    }

    [Theory]
    [MemberData(nameof(JsonTypes))]
    public async Task A_field_of_json_that_merely_points_becomes_null_and_the_rest_stays(string type)
    {
        await using var scene = await DocumentsAsync(type, new Reference { Columns = ["readers"], Path = new JsonPath(["last", "by"]), To = "people", ToColumns = ["id"], Owns = false, Detach = true });
        await scene.ExecuteAsync("""delete from documents; insert into documents values (1, null, '{"last": {"by": 7, "n": 1.50}, "a": [1.0]}'), (2, null, '{"last": {"by": 8}}'), (3, null, '{"last": [7]}')""", Token);
        await scene.EraseAsync(Token, "7");

        Assert.Equal("""1:{"a":[1.0],"last":{"by":null,"n":1.50}} 2:{"last":{"by":8}} 3:{"last":[7]}""", await scene.DocumentsAsync("readers", Token));
    }

    [Theory]
    [MemberData(nameof(JsonTypes))]
    public async Task Fields_of_json_are_replaced_and_what_stands_beside_them_stays(string type)
    {
        var rule = Anonymized(
            Null("person_id"),
            Null("data") with { Path = new JsonPath(["name"]) },
            Constant("data", "o'{gone}") with { Path = new JsonPath(["contact", "mail"]) },
            new ColumnAnonymizer("data", AnonymizerKind.Unique, "u-") { Path = new JsonPath(["nick"]) });
        await using var scene = new ErasureScene(await CreateAsync(), Root(), Table("profiles", ["id"], Owned("person_id", "people")) with { Deletion = [rule] });
        await scene.ExecuteAsync(
            $$$"""
            create table people (id bigint primary key);
            create table profiles (id bigint primary key, person_id bigint, data {{{type}}});
            insert into people values (1), (2);
            insert into profiles values (1, 1, '{"name": "Ann", "contact": {"mail": "a@x.org", "since": 2001}, "n": 1.50, "l": [{"name": "x"}], "big": 123456789012345678901234567890}'),
              (2, 1, '{"contact": ["mail"], "other": true}'), (3, 1, null), (4, 1, '["name"]'), (5, 2, '{"name": "Bob"}'), (6, 1, '{"nick": 5}');
            """, Token);
        await scene.EraseAsync(Token, "1");

        var rows = await scene.DocumentsAsync("data", Token, "profiles");
        Assert.StartsWith(
            """1:{"big":123456789012345678901234567890,"contact":{"mail":"o'{gone}","since":2001},"l":[{"name":"x"}],"n":1.50,"name":null} 2:{"contact":["mail"],"other":true} 3:∅ 4:["name"] 5:{"name":"Bob"} 6:{"nick":"u-""", rows, StringComparison.Ordinal);
        Assert.Matches("""6:\{"nick":"u-[0-9a-f]{32}"\}$""", rows);
        Assert.Empty(await scene.ResidueAsync(Token));
    }

    [Fact]
    public async Task A_text_that_is_no_json_refers_to_nobody_and_is_replaced_whole()
    {
        await using var scene = new ErasureScene(await CreateAsync(), Root(),
            Table("notes", ["id"], Owned("person_id", "people"), new Reference { Columns = ["data"], Path = new JsonPath(["by"]), To = "people", ToColumns = ["id"], Owns = false, Detach = true })
                with { Deletion = [Anonymized(Null("person_id"), Null("data") with { Path = new JsonPath(["name"]) })] });
        await scene.ExecuteAsync(
            """
            create table people (id bigint primary key);
            create table notes (id bigint primary key, person_id bigint, data text);
            insert into people values (1), (2);
            insert into notes values (1, 1, '{"name": "Ann"'), (2, 2, '{"by": 1'), (3, 2, ''), (4, 1, '');
            """, Token);
        await scene.EraseAsync(Token, "1");

        Assert.Equal("""1|null 2|{"by": 1 3| 4|null""", await scene.RowsAsync("select id, data from notes order by id", Token));
    }

    protected static Reference InList(bool owns, string column = "readers") => new() { Columns = [column], Each = true, To = "people", ToColumns = ["id"], Owns = owns };

    private async Task<ErasureScene> DocumentsAsync(string type, params Reference[] references)
    {
        var treatment = references.Any(r => r is { Owns: true, Each: false }) ? Treatment.Delete : Treatment.Detach;
        var scene = new ErasureScene(await CreateAsync(), Root(), Table("documents", ["id"], references) with { Deletion = [new DeletionRule { Treatment = treatment }] });
        await scene.ExecuteAsync(
            $$"""
            create table people (id bigint primary key);
            create table documents (id bigint primary key, owner bigint, readers {{type}});
            insert into people values (2), (7), (8), (77), (0);
            insert into documents values (1, null, '[2, 7, 8]'), (2, null, '[7]'), (3, null, '["2", "7", 77, 7]'), (4, null, '[2]'), (5, null, '[2, 7, null, {"id": 7}]'),
              (6, null, null), (7, null, '{"7": 7}'), (8, null, '[0.70, 1]'), (9, null, '["07", true]');
            """, Token);
        return scene;
    }
}

public sealed class SqliteListTests : ListTests
{
    protected override async Task<ITestDatabase> CreateAsync() => new SqliteTestDatabase(await SqliteFile.CreateAsync(TestContext.Current.CancellationToken));
}

public sealed class PostgresListTests(PostgresFixture postgres) : ListTests, IClassFixture<PostgresFixture>
{
    [Theory]
    [InlineData("integer", "bigint", "7", "8")]
    [InlineData("bigint", "integer", "7", "8")]
    [InlineData("text", "bigint", "7", "8")]
    [InlineData("uuid", "uuid", "00000000-0000-0000-0000-00000000000a", "00000000-0000-0000-0000-00000000000b")]
    [InlineData("text", "uuid", "00000000-0000-0000-0000-00000000000a", "00000000-0000-0000-0000-00000000000b")]
    [InlineData("varchar(40)", "text", "it''s", "{,}")]
    public async Task An_array_loses_the_id_and_keeps_its_type_its_order_and_its_nulls(string element, string key, string mine, string theirs)
    {
        var token = TestContext.Current.CancellationToken;
        await using var scene = new ErasureScene(await CreateAsync(), Root(),
            Table("documents", ["id"], InList(owns: true)) with { Deletion = [new DeletionRule { Treatment = Treatment.Detach }] },
            Table("notes", ["id"], InList(owns: false, "seen_by") with { Detach = true }, Owned("owner", "people")));
        await scene.ExecuteAsync(
            $"""
            create table people (id {key} primary key);
            create table documents (id bigint primary key, readers {element}[] not null);
            create table notes (id bigint primary key, owner {key}, seen_by {element}[]);
            insert into people values ('{mine}'), ('{theirs}');
            insert into documents values (1, array['{theirs}', '{mine}', null]::{element}[]), (2, array['{mine}']::{element}[]), (3, array['{theirs}']::{element}[]), (4, array[]::{element}[]);
            insert into notes values (1, '{theirs}', array['{mine}', '{theirs}', '{mine}']::{element}[]), (2, '{mine}', array['{theirs}']::{element}[]), (3, null, null);
            """, token);
        var outcome = await scene.EraseAsync(token, mine.Replace("''", "'", StringComparison.Ordinal));

        Assert.Equal("True", await scene.RowsAsync($"select bool_and(readers is not distinct from wanted) from documents join (values (1, array['{theirs}', null]::{element}[]), (2, array[]::{element}[]), (3, array['{theirs}']::{element}[]), (4, array[]::{element}[])) w(i, wanted) on i = id", token));
        Assert.Equal("2|0 4|0", await scene.RowsAsync("select id, cardinality(readers) from documents where id in (2, 4) order by id", token));
        Assert.Equal("1|True 3|∅", await scene.RowsAsync($"select id, seen_by = array['{theirs}']::{element}[] from notes order by id", token));
        Assert.Equal(2, outcome.Collections.Single(c => c.Collection == "documents").Shared);
        Assert.Equal(1, outcome.Collections.Single(c => c.Collection == "notes").Detached);
        Assert.Empty(await scene.ResidueAsync(token));
    }

    protected override async Task<ITestDatabase> CreateAsync() => new PostgresTestDatabase(await postgres.CreateDatabaseAsync(TestContext.Current.CancellationToken));
}
