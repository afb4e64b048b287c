using DataRights.Testing.Servers;
using Microsoft.Data.Sqlite;
using Xunit;

namespace DataRights.Tests.House.Servers;

public sealed class SqliteFileTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_logs_ahead_and_enforces_foreign_keys()
    {
        await using var file = await SqliteFile.CreateAsync(Token);
        await file.ExecuteAsync("CREATE TABLE a (id INTEGER PRIMARY KEY); CREATE TABLE b (a INTEGER REFERENCES a)", Token);

        Assert.Equal("wal", await file.ScalarAsync<string>("PRAGMA journal_mode", Token));
        await Assert.ThrowsAsync<SqliteException>(() => file.ExecuteAsync("INSERT INTO b VALUES (1)", Token));
    }

    [Fact]
    public async Task Nothing_of_it_is_left_in_the_end()
    {
        var file = await SqliteFile.CreateAsync(Token);
        await file.ExecuteAsync("CREATE TABLE a (id INTEGER PRIMARY KEY)", Token);
        await file.DisposeAsync();

        Assert.False(Directory.Exists(Path.GetDirectoryName(file.Path)));
    }
}
