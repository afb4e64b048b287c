using DataRights.Sql.Tests.Erasing;
using DataRights.Mapping;
using DataRights.Sources;
using DataRights.Sql.Tests.Reading;
using DataRights.Testing.Servers;
using Npgsql;
using Xunit;

namespace DataRights.Sql.Tests.Grants;

/// <summary>The grants that the operations guide lists are enough, and each of them is needed.</summary>
public sealed class PostgresGrantsTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private const string Effects = "create table data_rights_effects (request text not null, step text not null, epoch bigint not null, outcome text not null, primary key (request, step))";

    private static readonly string[] Needed =
    [
        "grant temporary on database {0} to {1}",
        "grant select on people to {1}",
        "grant delete on people to {1}",
        "grant update (id) on people to {1}",
        "grant select, insert, update, delete on data_rights_effects to {1}",
    ];

    [Fact]
    public async Task The_listed_grants_are_enough_for_a_deletion()
    {
        await using var database = await CreateAsync(Needed);
        var outcome = await EraseAsync(database.ConnectionString);
        Assert.Equal(1, Assert.Single(outcome.Collections).Deleted);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Without_one_of_them_nothing_is_deleted_and_the_code_says_that_a_right_is_missing(int missing)
    {
        await using var database = await CreateAsync([.. Needed.Where((_, i) => i != missing)]);
        var failure = await Assert.ThrowsAsync<SourceException>(() => EraseAsync(database.ConnectionString));
        Assert.Equal("postgres-42501", failure.Code);
        Assert.False(failure.IsTransient);
        Assert.Equal(2, await database.Owner.ScalarAsync<long>("select count(*) from people", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Reading_needs_only_the_right_to_select()
    {
        await using var database = await CreateAsync(["grant select on people to {1}"]);
        var map = OneTable.Map(SourceKind.Postgres, "id", "email");
        await using var source = SqlSource.Open("main", SourceKind.Postgres, database.ConnectionString, TimeProvider.System);
        await using var snapshot = await source.OpenSnapshotAsync(TestContext.Current.CancellationToken);
        Assert.Equal(1, await snapshot.CountAsync(OneTable.Of(map, "1"), map.Collections[0], TestContext.Current.CancellationToken));
    }

    private static async Task<ErasureOutcome> EraseAsync(string connectionString)
    {
        var map = OneTable.Map(SourceKind.Postgres, "id", "email");
        await using var source = SqlSource.Open("main", SourceKind.Postgres, connectionString, TimeProvider.System);
        return await source.EraseAsync(new Erasure("r", "erase:main", 1, OneTable.Of(map, "1")), TestContext.Current.CancellationToken);
    }

    private async Task<RoleDatabase> CreateAsync(string[] grants)
    {
        var token = TestContext.Current.CancellationToken;
        var database = await postgres.CreateDatabaseAsync(token);
        var name = new NpgsqlConnectionStringBuilder(database.ConnectionString).Database!;
        var role = $"role_{name}";
        await database.ExecuteAsync(
            $"create table people (id bigint primary key, email text); insert into people values (1, 'a@example.org'), (2, 'b@example.org'); {Effects}; create role {role} login password 'only-for-this-test'; revoke temporary on database {name} from public",
            token);
        foreach (var grant in grants)
        {
            await database.ExecuteAsync(grant.Replace("{0}", name, StringComparison.Ordinal).Replace("{1}", role, StringComparison.Ordinal), token);
        }

        var connection = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Username = role, Password = "only-for-this-test" };
        return new RoleDatabase(database, role, connection.ToString());
    }

    private sealed record RoleDatabase(PostgresDatabase Owner, string Role, string ConnectionString) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Owner.ExecuteAsync($"drop owned by {Role}; drop role {Role}", CancellationToken.None);
            await Owner.DisposeAsync();
        }
    }
}
