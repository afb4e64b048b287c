using DataRights.Mapping;
using DataRights.Sql.Tests.Generated;
using DataRights.Testing.Servers;
using Xunit;
using static DataRights.Sql.Tests.Erasing.ErasureScene;

namespace DataRights.Sql.Tests.Erasing;

/// <summary>Columns that a replacement must fit, and rows that the application no longer shows.</summary>
public abstract class OddColumnTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    protected abstract Task<ITestDatabase> CreateAsync();

    [Theory]
    [InlineData(1)]
    [InlineData(1000)]
    public async Task Columns_that_must_differ_and_may_not_be_null_get_values_that_do_and_generated_ones_follow(int atOnce)
    {
        await using var scene = new ErasureScene(await CreateAsync(), Root(),
            Table("accounts", ["id"], Owned("person_id", "people")) with { Deletion = [Anonymized(Null("person_id"), new ColumnAnonymizer("login", AnonymizerKind.Unique, "gone-"), Constant("state", "closed"), Constant("score", "0"))] });
        await scene.ExecuteAsync(
            """
            create table people (id bigint primary key);
            create table accounts (id bigint primary key, person_id bigint, login varchar(60) not null unique, state varchar(9) not null check (state in ('open', 'closed')), score int not null,
              shown varchar(80) generated always as (login || '!') stored);
            insert into people values (1), (2);
            insert into accounts (id, person_id, login, state, score) values (1, 1, 'ann', 'open', 5), (2, 1, 'ann2', 'open', 6), (3, 2, 'bob', 'open', 7);
            """, Token);
        var footprint = scene.Footprint("1");
        await scene.CaptureAsync(footprint, Token);
        await scene.Source.EraseAsync(Erasure(footprint) with { AtOnce = atOnce, BatchRows = 1 }, Token, scene.Captured);

        Assert.Equal("1|∅|closed|0 2|∅|closed|0 3|2|open|7", await scene.RowsAsync("select id, person_id, state, score from accounts order by id", Token));
        Assert.Equal("2|2", await scene.RowsAsync("select count(distinct login), count(*) from accounts where login like 'gone-%' and shown = login || '!' and length(login) = 37", Token));
        Assert.Equal("bob!", await scene.RowsAsync("select shown from accounts where id = 3", Token));
        Assert.Empty(await scene.ResidueAsync(Token));
    }

    [Fact]
    public async Task Rows_that_the_application_has_hidden_go_like_all_others()
    {
        await using var scene = new ErasureScene(await CreateAsync(), Root(), Table("posts", ["id"], Owned("person_id", "people")), Table("likes", ["id"], Owned("post_id", "posts")));
        await scene.ExecuteAsync(
            """
            create table people (id bigint primary key, deleted_at timestamp);
            create table posts (id bigint primary key, person_id bigint references people (id), slug varchar(9), deleted_at timestamp);
            create unique index shown on posts (slug) where deleted_at is null;
            create table likes (id bigint primary key, post_id bigint references posts (id));
            insert into people values (1, '2026-01-01 00:00:00'), (2, null);
            insert into posts values (1, 1, 'a', '2026-01-01 00:00:00'), (2, 1, 'a', '2026-01-02 00:00:00'), (3, 1, 'a', null), (4, 2, 'b', '2026-01-01 00:00:00');
            insert into likes values (1, 1), (2, 3), (3, 4);
            """, Token);
        await scene.EraseAsync(Token, "1");

        Assert.Equal("2", await scene.RowsAsync("select id from people", Token));
        Assert.Equal("4", await scene.RowsAsync("select id from posts", Token));
        Assert.Equal("3", await scene.RowsAsync("select id from likes", Token));
        Assert.Empty(await scene.ResidueAsync(Token));
    }
}

public sealed class SqliteOddColumnTests : OddColumnTests
{
    protected override async Task<ITestDatabase> CreateAsync() => new SqliteTestDatabase(await SqliteFile.CreateAsync(TestContext.Current.CancellationToken));
}

public sealed class PostgresOddColumnTests(PostgresFixture postgres) : OddColumnTests, IClassFixture<PostgresFixture>
{
    protected override async Task<ITestDatabase> CreateAsync() => new PostgresTestDatabase(await postgres.CreateDatabaseAsync(TestContext.Current.CancellationToken));
}
