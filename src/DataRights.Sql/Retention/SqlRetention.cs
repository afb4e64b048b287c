using DataRights.Mapping;
using DataRights.Retention;
using DataRights.Sources;

namespace DataRights.Sql.Retention;

/// <summary>Opens the retention side of a SQLite or PostgreSQL database. The store it returns is also <see cref="IAsyncDisposable"/>.</summary>
public static class SqlRetention
{
    /// <exception cref="ArgumentOutOfRangeException">The kind is not a database.</exception>
    public static IRetentionStore Open(string name, SourceKind kind, string connectionString, IPasswordSource? passwords = null, int? sessions = null)
    {
        var database = SqlDatabases.Open(name, kind, connectionString, passwords, sessions);
        RetentionDialect dialect = kind == SourceKind.Sqlite ? new SqliteRetentionDialect() : new PostgresRetentionDialect();
        return new SqlRetentionStore(database, dialect, new RetentionSteps(database, dialect));
    }
}
