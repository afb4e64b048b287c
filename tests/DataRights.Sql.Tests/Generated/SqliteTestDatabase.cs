using System.Data.Common;
using DataRights.Mapping;
using DataRights.Testing.Servers;
using Microsoft.Data.Sqlite;

namespace DataRights.Sql.Tests.Generated;

/// <summary>A SQLite file.</summary>
public sealed class SqliteTestDatabase(SqliteFile file) : ITestDatabase
{
    public SourceKind Kind => SourceKind.Sqlite;

    public string ConnectionString => file.ConnectionString;

    public async Task<DbConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection(ConnectionString);
        await connection.OpenAsync(cancellationToken);
        return connection;
    }

    public ValueTask DisposeAsync() => file.DisposeAsync();
}
