using DataRights.Mapping;
using DataRights.Sources;
using DataRights.Sql.Tests.Generated;
using DataRights.Subjects;
using DataRights.Testing.Servers;
using Xunit;
using static DataRights.Sql.Tests.Erasing.ErasureScene;

namespace DataRights.Sql.Tests.Erasing;

/// <summary>SQLite's own freedoms: any value in any column, tables without a row number.</summary>
public sealed class SqliteErasureTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("", "5", "5")]
    [InlineData("", "'five'", "five")]
    [InlineData("", "x'05ff'", "x:05ff")]
    [InlineData("int", "'five'", "five")]
    [InlineData("int", "-9223372036854775808", "-9223372036854775808")]
    [InlineData("blob", "x'00'", "00")]
    [InlineData("text", "'it''s \"🐍\"'", "it's \"🐍\"")]
    [InlineData("decimal(10,2)", "10.5", "10.5")]
    public async Task A_key_of_any_stored_type_is_found_erased_and_looked_for_again(string type, string literal, string text)
    {
        await using var scene = new ErasureScene(await CreateAsync(), Root(), Table("things", ["id"], Owned("person_id", "people")));
        await scene.ExecuteAsync(
            $"""
            create table people (id {type} not null, primary key (id)) without rowid;
            create table things (id {type} not null, person_id {type}, primary key (id));
            insert into people values ({literal}), (0);
            insert into things values ({literal}, {literal}), (0, 0);
            """, Token);
        var outcome = await scene.EraseAsync(Token, text);

        Assert.Equal(2, outcome.Collections.Sum(c => c.Deleted));
        Assert.Equal("0 0", await scene.RowsAsync("select id from people union all select id from things", Token));
        Assert.Empty(await scene.ResidueAsync(Token));
        await scene.ExecuteAsync($"insert into things values ({literal}, null)", Token);
        Assert.Equal([new Residue("things", "row", 1)], await scene.ResidueAsync(Token));
    }

    [Fact]
    public async Task Values_lead_from_SQLite_into_PostgreSQL_folded_and_hashed()
    {
        await using var far = await postgres.CreateDatabaseAsync(Token);
        await far.ExecuteAsync(
            """
            create table letters (id bigint primary key, email text);
            create table hashes (id bigint primary key, digest text);
            create table numbers (id bigint primary key, person bigint);
            insert into letters values (1, 'ANN@example.org'), (2, 'bob@example.org'), (3, null);
            insert into hashes values (1, encode(sha256('Ann@Example.org'), 'hex')), (2, encode(sha256('Bob@Example.org'), 'hex'));
            insert into numbers values (1, 1), (2, 2);
            """, Token);
        Reference ByAddress(JoinTransform transform, string column) => new() { Columns = [column], To = "people", ToColumns = ["email"], Owns = true, Compare = transform };
        await using var scene = new ErasureScene(await CreateAsync(),
            Root(),
            Table("letters", ["id"], ByAddress(JoinTransform.Lower, "email")) with { Source = "other" },
            Table("hashes", ["id"], ByAddress(JoinTransform.Sha256, "digest")) with { Source = "other" },
            Table("numbers", ["id"], Owned("person", "people")) with { Source = "other" });
        await scene.ExecuteAsync("create table people (id integer primary key, email text); insert into people values (1, 'Ann@Example.org'), (2, 'Bob@Example.org')", Token);
        await using var other = SqlSource.Open("other", SourceKind.Postgres, far.ConnectionString, TimeProvider.System);
        Footprint footprint;
        await using (var here = await scene.Source.OpenSnapshotAsync(Token))
        await using (var there = await other.OpenSnapshotAsync(Token))
        {
            footprint = await new FootprintLocator(scene.Map).LocateAsync(new RootKey("people", Key.Of("1")), new Dictionary<string, IRowSnapshot> { ["main"] = here, ["other"] = there }, Token);
        }

        var (_, captured) = await other.CaptureAsync(footprint, Token);
        await other.EraseAsync(new Erasure("r1", "erase:other/scene", 1, footprint), Token);
        Assert.Equal(2, await far.ScalarAsync<long>("select min(id) from letters where email is not null", Token));
        Assert.Equal(2, await far.ScalarAsync<long>("select sum(id)::bigint from hashes", Token));
        Assert.Equal(2, await far.ScalarAsync<long>("select sum(id)::bigint from numbers", Token));
        Assert.Empty(await other.FindResidueAsync(footprint, captured, Token));

        await far.ExecuteAsync("insert into hashes values (9, encode(sha256('Ann@Example.org'), 'hex')); insert into letters values (9, 'ann@EXAMPLE.org')", Token);
        Assert.Equal([new Residue("hashes", "arrived", 1), new Residue("letters", "arrived", 1)], (await other.FindResidueAsync(footprint, captured, Token)).OrderBy(r => r.Collection));
    }

    private static async Task<ITestDatabase> CreateAsync() => new SqliteTestDatabase(await SqliteFile.CreateAsync(Token));
}
