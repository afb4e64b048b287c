using Microsoft.Data.Sqlite;

namespace DataRights.Testing.Servers;

/// <summary>
/// A fresh SQLite database in a file of its own, with write-ahead logging and foreign keys on, as a product would have
/// it. Deleted when disposed of.
/// </summary>
public sealed class SqliteFile : IAsyncDisposable
{
    private readonly TempDirectory directory = new();

    private SqliteFile()
    {
        Path = directory.Combine("test.db");
        ConnectionString = new SqliteConnectionStringBuilder { DataSource = Path, ForeignKeys = true, DefaultTimeout = 30 }.ToString();
    }

    public string Path { get; }

    public string ConnectionString { get; }

    public static async Task<SqliteFile> CreateAsync(CancellationToken cancellationToken)
    {
        var file = new SqliteFile();
        await file.ExecuteAsync("PRAGMA journal_mode = WAL", cancellationToken);
        return file;
    }

    /// <summary>An open connection; the caller disposes of it.</summary>
    public async Task<SqliteConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection(ConnectionString);
        await connection.OpenAsync(cancellationToken);
        return connection;
    }

    /// <summary>Runs a script of statements.</summary>
    public async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>The first column of the first row; null for a database null or no row.</summary>
    public async Task<T?> ScalarAsync<T>(string sql, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync(cancellationToken) is T value ? value : default;
    }

    public async ValueTask DisposeAsync()
    {
        await using (var connection = new SqliteConnection(ConnectionString))
            SqliteConnection.ClearPool(connection);

        directory.Dispose();
    }
}
