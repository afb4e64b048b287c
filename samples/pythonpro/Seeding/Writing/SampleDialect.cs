using System.Data.Common;

namespace DataRights.Samples.PythonPro.Seeding.Writing;

/// <summary>What differs between the databases when the sample is written.</summary>
internal abstract class SampleDialect
{
    public static SampleDialect For(SqlFlavor flavor) => flavor switch
    {
        SqlFlavor.Sqlite => new SqliteSampleDialect(),
        SqlFlavor.Postgres => new PostgresSampleDialect(),
        _ => throw new ArgumentOutOfRangeException(nameof(flavor), flavor, "The sample knows SQLite and PostgreSQL."),
    };

    /// <summary>Rows to write by one statement.</summary>
    public abstract int BatchSize { get; }

    /// <summary>A query for 1 or 0.</summary>
    public abstract string TableExistsSql(string table);

    public abstract Task BeforeTransactionAsync(DbConnection connection, CancellationToken cancellationToken);

    /// <summary>Lets one seeding of a database run at a time.</summary>
    public abstract Task LockAsync(DbConnection connection, DbTransaction transaction, CancellationToken cancellationToken);

    public abstract DbParameter Parameter(ColumnKind kind);

    public abstract object Value(ColumnKind kind, object value);

    protected static async Task ExecuteAsync(
        DbConnection connection, DbTransaction? transaction, string sql, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
