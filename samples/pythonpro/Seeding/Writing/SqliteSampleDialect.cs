using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Newtonsoft.Json;

namespace DataRights.Samples.PythonPro.Seeding.Writing;

/// <summary>Writes what SQLite lacks a type for as text that sorts and compares as it should.</summary>
internal sealed class SqliteSampleDialect : SampleDialect
{
    // There is no round trip to save, and the driver looks parameters up by name one after the other.
    public override int BatchSize => 1;

    public override string TableExistsSql(string table) =>
        $"SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = '{table}'";

    // The pragmas do nothing within a transaction. With a rollback journal an export that reads would keep every writer waiting, and the
    // writer every other reader.
    public override Task BeforeTransactionAsync(DbConnection connection, CancellationToken cancellationToken) =>
        ExecuteAsync(connection, null, "PRAGMA journal_mode = WAL; PRAGMA foreign_keys = ON", cancellationToken);

    // The driver begins an immediate transaction, which is the lock.
    public override Task LockAsync(DbConnection connection, DbTransaction transaction, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    public override DbParameter Parameter(ColumnKind kind) => new SqliteParameter();

    public override object Value(ColumnKind kind, object value) => value switch
    {
        DateTimeOffset moment => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        Guid id => id.ToString("D"),
        string[] list => JsonConvert.SerializeObject(list),
        bool flag => flag ? 1L : 0L,
        _ => value,
    };
}
