using DataRights.Mapping.Coverage;
using DataRights.Sql.Tests.Generated;
using DataRights.Testing.Servers;
using Xunit;

namespace DataRights.Sql.Tests.Coverage;

public sealed class PostgresGateTests(PostgresFixture postgres) : GateTests, IClassFixture<PostgresFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Names => [.. Flaws.Postgres.Select(f => f.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public Task What_is_wrong_is_found_and_what_is_mended_is_not(string name) => SpoilAndMendAsync(Flaws.Postgres.Single(f => f.Name == name));

    [Fact]
    public async Task A_trigger_that_the_map_knows_is_no_finding_until_its_body_changes_the_fingerprint()
    {
        await using var database = await CreateAsync();
        var scene = await GateScene.CreateAsync(database);
        await scene.ExecuteAsync("create trigger audit after delete on users for each row execute function noted()");
        var known = GateScene.MapOf(database.Kind, json => json.Replace("\"columns\": { \"id\": {}, \"email\"", "\"triggers\": { \"audit\": \"writes no personal data\", \"gone\": \"x\" }, \"columns\": { \"id\": {}, \"email\"", StringComparison.Ordinal));
        var schema = await scene.SchemaAsync();

        Assert.Empty(CoverageCheck.Compare(known, "main", schema));
        Assert.Equal([(CoverageCodes.TriggerGone, "users.gone")], CoverageCheck.Warnings(known, "main", schema).Select(f => (f.Code, f.Subject)));

        await scene.ExecuteAsync("create or replace function noted() returns trigger language plpgsql as $$ begin insert into unrelated values (1, old.email); return old; end $$");
        Assert.NotEqual(SchemaFingerprint.Of(known, "main", schema), SchemaFingerprint.Of(known, "main", await scene.SchemaAsync()));
    }

    [Fact]
    public async Task Partitions_are_no_tables_of_their_own()
    {
        await using var database = await CreateAsync();
        var scene = await GateScene.CreateAsync(database);
        await scene.ExecuteAsync(
            """
            drop table posts;
            create table posts (id integer primary key, user_id integer references users (id), editor integer references users (id), body text) partition by range (id);
            create table posts_1 partition of posts for values from (0) to (10) partition by range (id);
            create table posts_11 partition of posts_1 for values from (0) to (5);
            """);

        Assert.Empty(await scene.FindingsAsync());
        Assert.Equal(["posts_1", "posts_11"], (await scene.SchemaAsync()).Table("posts")!.Partitions);
    }

    [Fact]
    public async Task Row_security_that_applies_to_the_role_is_told()
    {
        await using var database = await CreateAsync();
        var scene = await GateScene.CreateAsync(database);
        await using var role = await ScopedRole.CreateAsync(scene, "grant select, update, delete on all tables in schema public to {0}; grant create on schema public to {0}");
        Assert.Empty(CoverageCheck.Compare(scene.Map, "main", await scene.SchemaAsync(connectionString: role.ConnectionString)));

        await scene.ExecuteAsync("alter table users enable row level security; create policy mine on users using (id < 100)");
        var finding = Assert.Single(CoverageCheck.Compare(scene.Map, "main", await scene.SchemaAsync(connectionString: role.ConnectionString)));
        Assert.Equal((CoverageCodes.RowSecurity, "users"), (finding.Code, finding.Subject));
        Assert.Contains(CoverageCheck.Gaps(scene.Map, "main", await scene.SchemaAsync(connectionString: role.ConnectionString)), f => f.Code == CoverageCodes.RowSecurity);

        await scene.ExecuteAsync($"alter role {role.Name} bypassrls");
        Assert.Empty(CoverageCheck.Compare(scene.Map, "main", await scene.SchemaAsync(connectionString: role.ConnectionString)));
    }

    [Fact]
    public async Task A_role_that_only_reads_is_told()
    {
        await using var database = await CreateAsync();
        var scene = await GateScene.CreateAsync(database);
        await using var role = await ScopedRole.CreateAsync(scene, "grant select, update, delete on all tables in schema public to {0}; grant create on schema public to {0}; alter role {0} set default_transaction_read_only = on");

        var finding = Assert.Single(CoverageCheck.Compare(scene.Map, "main", await scene.SchemaAsync(connectionString: role.ConnectionString)));
        Assert.Equal((CoverageCodes.ReadOnly, GateScene.LineOf("\"connection\"")), (finding.Code, finding.Line));
        Assert.Empty(CoverageCheck.Gaps(scene.Map, "main", await scene.SchemaAsync(connectionString: role.ConnectionString)));
    }

    protected override async Task<ITestDatabase> CreateAsync() => new PostgresTestDatabase(await postgres.CreateDatabaseAsync(Token));
}
