using DataRights.Mapping;
using DataRights.Sources;
using DataRights.Sql.Tests.Erasing;
using DataRights.Sql.Tests.Generated;
using DataRights.Testing.Servers;
using Xunit;
using static DataRights.Sql.Tests.Erasing.ErasureScene;

namespace DataRights.Sql.Tests.Memberships;

/// <summary>What a person is a member of through a link table is found and let go of, never destroyed.</summary>
public abstract class LinkTableTests
{
    private const string Talks =
        """
        create table people (id bigint primary key);
        create table talks (id bigint primary key, title text, owner_id bigint references people (id));
        create table seats (talk_id bigint not null references talks (id), person_id bigint not null references people (id), primary key (talk_id, person_id));
        create table messages (id bigint primary key, talk_id bigint not null references talks (id), author_id bigint references people (id));
        insert into people values (1), (2), (3);
        insert into talks values (10, 'both', null), (11, 'alone', null), (12, 'others', null), (13, 'mine, alone', 1), (14, 'mine, with others', 1), (15, 'theirs', 2);
        insert into seats values (10, 1), (10, 2), (11, 1), (12, 2), (12, 3), (13, 1), (14, 1), (14, 3), (15, 1), (15, 2);
        insert into messages values (100, 10, 1), (101, 10, 2), (102, 12, 2), (103, 11, 1), (104, 14, 3);
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    protected abstract Task<ITestDatabase> CreateAsync();

    [Fact]
    public async Task Leaving_a_conversation_takes_the_seat_and_the_own_messages_and_nothing_else()
    {
        await using var scene = await SceneAsync(Talk(new DeletionRule { Treatment = Treatment.Detach }, Via()));
        var before = await scene.RowsAsync("select id, title from talks order by id", Token);
        var outcome = await scene.EraseAsync(Token, "1");

        Assert.Equal(before, await scene.RowsAsync("select id, title from talks order by id", Token));
        Assert.Equal("10|2 12|2 12|3 14|3 15|2", await scene.RowsAsync("select talk_id, person_id from seats order by 1, 2", Token));
        Assert.Equal("101 102 104", await scene.RowsAsync("select id from messages order by id", Token));
        var talks = outcome.Collections.Single(c => c.Collection == "talks");
        Assert.Equal((5, 5, 0, 0), (talks.Located, talks.Shared, talks.Deleted, talks.Anonymized));
        Assert.Empty(await scene.ResidueAsync(Token));
    }

    [Fact]
    public async Task In_batches_the_same_rows_are_left()
    {
        await using var scene = await SceneAsync(Talk(new DeletionRule { Treatment = Treatment.Detach }, Via()));
        var footprint = scene.Footprint("1");
        await scene.CaptureAsync(footprint, Token);
        var outcome = await scene.Source.EraseAsync(Erasure(footprint) with { AtOnce = 1, BatchRows = 1 }, Token, scene.Captured);

        Assert.Equal("10 11 12 13 14 15", await scene.RowsAsync("select id from talks order by id", Token));
        Assert.Equal("10|2 12|2 12|3 14|3 15|2", await scene.RowsAsync("select talk_id, person_id from seats order by 1, 2", Token));
        Assert.Equal(5, outcome.Collections.Single(c => c.Collection == "talks").Shared);
        Assert.Empty(await scene.ResidueAsync(Token));
    }

    [Fact]
    public async Task An_own_row_without_other_members_goes_and_one_with_others_is_let_go_of()
    {
        await using var scene = await SceneAsync(Talk(new DeletionRule { Treatment = Treatment.Delete }, Owned("owner_id", "people"), Via()));
        await scene.ExecuteAsync("delete from messages where talk_id in (11, 13)", Token);
        var outcome = await scene.EraseAsync(Token, "1");

        Assert.Equal("10|∅ 11|∅ 12|∅ 14|∅ 15|2", await scene.RowsAsync("select id, owner_id from talks order by id", Token));
        Assert.Equal("10|2 12|2 12|3 14|3 15|2", await scene.RowsAsync("select talk_id, person_id from seats order by 1, 2", Token));
        var talks = outcome.Collections.Single(c => c.Collection == "talks");
        Assert.Equal((5, 4, 1), (talks.Located, talks.Shared, talks.Deleted));
        Assert.Empty(await scene.ResidueAsync(Token));
    }

    [Fact]
    public async Task An_export_finds_what_the_person_is_a_member_of()
    {
        await using var scene = await SceneAsync(Talk(new DeletionRule { Treatment = Treatment.Detach }, Via()));
        await using var snapshot = await scene.Source.OpenSnapshotAsync(Token);

        Assert.Equal(5, await snapshot.CountAsync(scene.Footprint("1"), scene.Map.Collection("talks"), Token));
        Assert.Equal(2, await snapshot.CountAsync(scene.Footprint("3"), scene.Map.Collection("talks"), Token));
    }

    [Fact]
    public async Task What_a_link_leads_to_by_another_column_than_the_key_keeps_that_column()
    {
        await using var scene = new ErasureScene(await CreateAsync(),
            Root(),
            Table("rooms", ["id"], new Reference { Columns = ["code"], To = "guests", ToColumns = ["room"], Owns = false, Via = true }) with { Deletion = [new DeletionRule { Treatment = Treatment.Detach }] },
            Table("guests", ["id"], Owned("person_id", "people")));
        await scene.ExecuteAsync(
            """
            create table people (id bigint primary key);
            create table rooms (id bigint primary key, code text);
            create table guests (id bigint primary key, room text, person_id bigint);
            insert into people values (1), (2);
            insert into rooms values (1, 'a'), (2, 'b'), (3, null);
            insert into guests values (1, 'a', 1), (2, 'a', 2), (3, 'b', 1), (4, null, 1);
            """, Token);
        var outcome = await scene.EraseAsync(Token, "1");

        Assert.Equal("1|a 2|b 3|∅", await scene.RowsAsync("select id, code from rooms order by id", Token));
        Assert.Equal("2", await scene.RowsAsync("select id from guests", Token));
        Assert.Equal(2, outcome.Collections.Single(c => c.Collection == "rooms").Shared);
        Assert.Empty(await scene.ResidueAsync(Token));
    }

    [Fact]
    public async Task The_plan_counts_them_as_shared()
    {
        await using var scene = await SceneAsync(Talk(new DeletionRule { Treatment = Treatment.Detach }, Via()));
        var (located, _) = await scene.Source.CaptureAsync(scene.Footprint("1"), Token);

        Assert.Equal([new LocatedRows("talks", 0, KeptBecause.Shared, 5)], located.Where(l => l.Collection == "talks"));
        Assert.Equal([new LocatedRows("seats", 0, KeptBecause.Nothing, 5)], located.Where(l => l.Collection == "seats"));
    }

    private static Reference Via() => new() { Columns = ["id"], To = "seats", ToColumns = ["talk_id"], Owns = false, Via = true };

    private static Collection Talk(DeletionRule rule, params Reference[] references) => Table("talks", ["id"], references) with { Deletion = [rule] };

    private async Task<ErasureScene> SceneAsync(Collection talks)
    {
        var owned = talks.References.Any(r => r.Owns) ? talks : talks with { References = [.. talks.References, Pointing("owner_id", "people", detach: true)] };
        var scene = new ErasureScene(await CreateAsync(),
            Root(), owned,
            Table("seats", ["talk_id", "person_id"], Owned("person_id", "people"), Pointing("talk_id", "talks", detach: false)),
            Table("messages", ["id"], Owned("author_id", "people"), Pointing("talk_id", "talks", detach: false)));
        await scene.ExecuteAsync(Talks, Token);
        return scene;
    }
}

public sealed class SqliteLinkTableTests : LinkTableTests
{
    protected override async Task<ITestDatabase> CreateAsync() => new SqliteTestDatabase(await SqliteFile.CreateAsync(TestContext.Current.CancellationToken));
}

public sealed class PostgresLinkTableTests(PostgresFixture postgres) : LinkTableTests, IClassFixture<PostgresFixture>
{
    protected override async Task<ITestDatabase> CreateAsync() => new PostgresTestDatabase(await postgres.CreateDatabaseAsync(TestContext.Current.CancellationToken));
}
