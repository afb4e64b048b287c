using DataRights.Sources;
using DataRights.Sql.Tests.Generated;
using DataRights.Testing.Conformance;
using DataRights.Testing.Servers;
using Xunit;

namespace DataRights.Sql.Tests.Epochs;

/// <summary>Runs the suite on a database.</summary>
public abstract class SqlRestoreGuardTests : RestoreGuardConformance
{
    private ITestDatabase? database;
    private SqlSource? source;

    protected abstract Task<ITestDatabase> CreateAsync();

    protected override async Task<IRestoreGuard> OpenAsync()
    {
        database = await CreateAsync();
        return source = SqlSource.Open("main", database.Kind, database.ConnectionString, TimeProvider.System);
    }

    protected override async ValueTask CloseAsync()
    {
        if (source is not null)
        {
            await source.DisposeAsync();
        }

        if (database is not null)
        {
            await database.DisposeAsync();
        }
    }

    protected override async Task ExecuteAsync(string sql)
    {
        await using var connection = await database!.OpenAsync(Token);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(Token);
    }
}

public sealed class SqliteRestoreGuardTests : SqlRestoreGuardTests
{
    protected override async Task<ITestDatabase> CreateAsync() => new SqliteTestDatabase(await SqliteFile.CreateAsync(Token));
}

public sealed class PostgresRestoreGuardTests(PostgresFixture postgres) : SqlRestoreGuardTests, IClassFixture<PostgresFixture>
{
    protected override async Task<ITestDatabase> CreateAsync() => new PostgresTestDatabase(await postgres.CreateDatabaseAsync(Token));
}
