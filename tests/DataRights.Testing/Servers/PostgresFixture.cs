using Xunit;

namespace DataRights.Testing.Servers;

/// <summary>
/// Gives a test class (or a collection) a database of its own. Where this machine has no PostgreSQL binaries the tests
/// that ask for it are skipped with the reason; under <c>./test</c> missing binaries are an error.
/// </summary>
public sealed class PostgresFixture : IAsyncLifetime
{
    private PostgresServer? server;
    private PostgresDatabase? database;

    /// <summary>The class's database. To be asked for inside a test or its constructor: it skips the test when there is none.</summary>
    public PostgresDatabase Database
    {
        get
        {
            SkipWithoutServer();
            return database!;
        }
    }

    public string ConnectionString => Database.ConnectionString;

    public async ValueTask InitializeAsync()
    {
        server = await PostgresServer.GetAsync();
        if (server.SkipReason is null)
            database = await server.CreateDatabaseAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>A further empty database, for a test that needs one to itself; the test disposes of it.</summary>
    public Task<PostgresDatabase> CreateDatabaseAsync(CancellationToken cancellationToken)
    {
        SkipWithoutServer();
        return server!.CreateDatabaseAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (database is not null)
            await database.DisposeAsync();
    }

    private void SkipWithoutServer() => Assert.SkipWhen(server?.SkipReason is not null, server?.SkipReason ?? "");
}
