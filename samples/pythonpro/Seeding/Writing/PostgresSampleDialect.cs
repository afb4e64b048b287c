using System.Data.Common;
using System.Net;
using Npgsql;
using NpgsqlTypes;

namespace DataRights.Samples.PythonPro.Seeding.Writing;

/// <summary>Names every parameter's type, so that a null has one too and statements can be prepared.</summary>
internal sealed class PostgresSampleDialect : SampleDialect
{
    public override int BatchSize => 50;

    public override string TableExistsSql(string table) =>
        $"SELECT CASE WHEN to_regclass('{table}') IS NULL THEN 0 ELSE 1 END";

    public override Task BeforeTransactionAsync(DbConnection connection, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    public override Task LockAsync(DbConnection connection, DbTransaction transaction, CancellationToken cancellationToken) =>
        ExecuteAsync(connection, transaction, "SELECT pg_advisory_xact_lock(7071, 1)", cancellationToken);

    public override DbParameter Parameter(ColumnKind kind) => new NpgsqlParameter
    {
        NpgsqlDbType = kind switch
        {
            ColumnKind.Integer => NpgsqlDbType.Integer,
            ColumnKind.SmallInteger => NpgsqlDbType.Smallint,
            ColumnKind.BigInteger => NpgsqlDbType.Bigint,
            ColumnKind.Double => NpgsqlDbType.Double,
            ColumnKind.Decimal => NpgsqlDbType.Numeric,
            ColumnKind.Text => NpgsqlDbType.Text,
            ColumnKind.Boolean => NpgsqlDbType.Boolean,
            ColumnKind.Moment => NpgsqlDbType.TimestampTz,
            ColumnKind.Date => NpgsqlDbType.Date,
            ColumnKind.Uuid => NpgsqlDbType.Uuid,
            ColumnKind.Json => NpgsqlDbType.Jsonb,
            ColumnKind.TextArray => NpgsqlDbType.Array | NpgsqlDbType.Text,
            ColumnKind.Bytes => NpgsqlDbType.Bytea,
            ColumnKind.Address => NpgsqlDbType.Inet,
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No PostgreSQL type is known for the column kind."),
        },
    };

    public override object Value(ColumnKind kind, object value) =>
        kind == ColumnKind.Address ? IPAddress.Parse((string)value) : value;
}
