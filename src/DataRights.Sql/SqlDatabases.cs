using System.Data.Common;
using DataRights.Mapping;
using DataRights.Sources;
using DataRights.Sql.Dialects;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace DataRights.Sql;

/// <summary>Makes databases of connection strings. One of PostgreSQL never has more sessions than it is given here, or than its connection string says.</summary>
internal static class SqlDatabases
{
    // An export reads millions of rows: the driver's 8 KiB would be a system call, and a thread woken, for some thirty of them.
    private const int ReadBuffer = 64 * 1024;

    public static SqlDatabase Open(string name, SourceKind kind, string connectionString, IPasswordSource? passwords, int? sessions) => kind switch
    {
        SourceKind.Sqlite => new SqlDatabase(name, new SqliteDialect(), Sqlite(connectionString)),
        SourceKind.Postgres => Postgres(name, connectionString, passwords, sessions),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a database."),
    };

    // The file must be there: a typing error in its name must not make an empty database that holds nobody's data.
    private static DbDataSource Sqlite(string connectionString) =>
        SqliteFactory.Instance.CreateDataSource(new SqliteConnectionStringBuilder(connectionString) { Mode = SqliteOpenMode.ReadWrite, DefaultTimeout = 30 }.ToString());

    // Values are read as the server's own text, so how it spells them is fixed here: UTC, ISO, every digit. A name without a
    // schema means public, whatever the role's search path says.
    private static SqlDatabase Postgres(string name, string connectionString, IPasswordSource? passwords, int? sessions)
    {
        var source = new NpgsqlDataSourceBuilder(connectionString);
        var builder = source.ConnectionStringBuilder;
        builder.Options = $"{builder.Options} -c timezone=UTC -c datestyle=ISO,YMD -c intervalstyle=iso_8601 -c extra_float_digits=1 -c bytea_output=hex".Trim();
        builder.ApplicationName ??= "data-rights";
        builder.SearchPath = "public";
        builder.IncludeErrorDetail = false;
        builder.ReadBufferSize = Math.Max(builder.ReadBufferSize, ReadBuffer);
        builder.MaxPoolSize = Math.Min(builder.MaxPoolSize, sessions ?? int.MaxValue);
        builder.MinPoolSize = Math.Min(builder.MinPoolSize, builder.MaxPoolSize);
        if (passwords is not null && string.IsNullOrEmpty(builder.Password) && string.IsNullOrEmpty(builder.Passfile))
        {
            source.UsePasswordProvider(
                _ => throw new NotSupportedException("Connections are opened asynchronously only."),
                (_, cancellationToken) => passwords.GetAsync(name, cancellationToken));
        }

        return new SqlDatabase(name, new PostgresDialect(), source.Build()) { Sessions = builder.Pooling ? builder.MaxPoolSize : int.MaxValue };
    }
}
