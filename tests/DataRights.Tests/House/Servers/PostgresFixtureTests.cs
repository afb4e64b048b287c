using DataRights.Testing.Servers;
using Npgsql;
using Xunit;

namespace DataRights.Tests.House.Servers;

public sealed class PostgresFixtureTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_server_is_the_version_that_the_sources_are_written_for()
    {
        var version = await postgres.Database.ScalarAsync<string>("SHOW server_version", Token);

        Assert.StartsWith("18.", version);
    }

    [Fact]
    public async Task Case_is_folded_beyond_ASCII()
    {
        Assert.Equal("ärger@example.com", await postgres.Database.ScalarAsync<string>("SELECT lower('ÄRGER@example.com')", Token));
    }

    [Fact]
    public async Task Databases_do_not_see_each_other_and_are_dropped_although_somebody_is_connected()
    {
        var other = await postgres.CreateDatabaseAsync(Token);
        await other.ExecuteAsync("CREATE TABLE mine (id int)", Token);
        await using var connection = await other.OpenAsync(Token);

        Assert.False(await postgres.Database.ScalarAsync<bool>("SELECT to_regclass('mine') IS NOT NULL", Token));
        await other.DisposeAsync();

        var gone = await Assert.ThrowsAsync<PostgresException>(async () => await other.OpenAsync(Token));
        Assert.Equal(PostgresErrorCodes.InvalidCatalogName, gone.SqlState);
    }
}
