using DataRights.Mapping.Coverage;
using DataRights.Sources;
using DataRights.Sql.Grants;
using DataRights.Sql.Tests.Generated;
using DataRights.Testing.Servers;
using Npgsql;
using Xunit;

namespace DataRights.Sql.Tests.Coverage;

/// <summary>What <c>map grants</c> prints is what the gate asks for: each right that is taken away, it names, and no other.</summary>
public sealed class RightsTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public Task A_right_that_is_taken_away_is_named() => TakeAwayAsync(i => i % 4 == 1);

    [Fact]
    [Trait("run", "long")]
    public Task Every_right_that_is_taken_away_is_named() => TakeAwayAsync(_ => true);

    [Fact]
    public async Task The_systems_own_table_need_not_be_there_when_the_role_may_create_it()
    {
        await using var database = new PostgresTestDatabase(await postgres.CreateDatabaseAsync(Token));
        var scene = await GateScene.CreateAsync(database);
        await using var role = await ScopedRole.CreateAsync(scene, "grant select, update, delete on all tables in schema public to {0}");
        Assert.Equal(Enumerable.Repeat(CoverageCodes.RightMissing, 7), (await FindingsAsync(scene, role)).Select(f => f.Code));

        await scene.ExecuteAsync($"grant create on schema public to {role.Name}");
        Assert.Empty(await FindingsAsync(scene, role));
    }

    [Fact]
    public async Task A_right_that_only_a_retention_rule_needs_is_a_warning()
    {
        await using var database = new PostgresTestDatabase(await postgres.CreateDatabaseAsync(Token));
        var scene = await GateScene.CreateAsync(database);
        var schema = await scene.SchemaAsync() with { MissingRights = [new MissingRight("delete", "\"public\".\"views\"", "views", [], ForRetention: true)] };
        Assert.Empty(CoverageCheck.Compare(scene.Map, "main", schema));
        Assert.Equal(CoverageCodes.RetentionRightMissing, Assert.Single(CoverageCheck.Warnings(scene.Map, "main", schema)).Code);
    }

    private static async Task<IReadOnlyList<CoverageFinding>> FindingsAsync(GateScene scene, ScopedRole role) =>
        CoverageCheck.Compare(scene.Map, "main", await scene.SchemaAsync(connectionString: role.ConnectionString));

    private async Task TakeAwayAsync(Func<int, bool> chosen)
    {
        await using var database = new PostgresTestDatabase(await postgres.CreateDatabaseAsync(Token));
        var scene = await GateScene.CreateAsync(database);
        var name = new NpgsqlConnectionStringBuilder(database.ConnectionString).Database;
        await scene.ExecuteAsync($"revoke temporary on database {name} from public; revoke all on schema public from public; {string.Join(' ', PostgresGrants.Tables(scene.Map, "main", null))}");
        await using var role = await ScopedRole.CreateAsync(scene, "select 1");
        var grants = PostgresGrants.Of(scene.Map, "main");
        await scene.ExecuteAsync(string.Join('\n', grants.Select(g => g.Statement(role.Name))));
        Assert.Empty(await FindingsAsync(scene, role));

        // Without connect there is nobody to ask.
        var single = grants.Where(g => g.Privilege != "connect").SelectMany(g => g.Columns.Count == 0 ? [g] : g.Columns.Select(c => g with { Columns = [c] })).ToList();
        foreach (var right in single.Where((_, i) => chosen(i)))
        {
            await scene.ExecuteAsync(right.Statement(role.Name).Replace("'grant ", "'revoke ", StringComparison.Ordinal).Replace("grant ", "revoke ", StringComparison.Ordinal).Replace(" to ", " from ", StringComparison.Ordinal));
            var finding = Assert.Single(await FindingsAsync(scene, role));
            var columns = right.Columns.Count == 0 ? "" : $" ({right.Columns[0]})";
            Assert.Equal((CoverageCodes.RightMissing, $"{right.Privilege}{columns} on {right.On}"), (finding.Code, finding.Subject));
            await scene.ExecuteAsync(right.Statement(role.Name));
        }

        Assert.Empty(await FindingsAsync(scene, role));
    }
}
