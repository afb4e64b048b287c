using System.Data.Common;
using System.Globalization;
using DataRights.Sql.Dialects;

namespace DataRights.Sql.Erasing;

/// <summary>Runs statements on one connection, in its transaction while there is one. Statements may take long: what limits them is set in the database.</summary>
internal sealed class SqlWork(SqlDatabase database, DbConnection connection)
{
    public SqlDatabase Database { get; } = database;

    public SqlDialect Dialect => Database.Dialect;

    public DbConnection Connection { get; } = connection;

    public DbTransaction? Transaction { get; private set; }

    /// <summary>Begins a transaction that is rolled back when the result is disposed of, unless <see cref="CommitAsync"/> came first.</summary>
    public async Task<IAsyncDisposable> BeginAsync(Func<DbConnection, CancellationToken, Task<DbTransaction>> begin, CancellationToken cancellationToken)
    {
        Transaction = await Database.GuardAsync(() => begin(Connection, cancellationToken));
        return new Scope(this, Transaction);
    }

    public Task CommitAsync(CancellationToken cancellationToken) => Database.GuardAsync(() => Transaction!.CommitAsync(cancellationToken));

    public Task<long> ExecuteAsync(string text, CancellationToken cancellationToken) => ExecuteAsync(new SqlStatement { Text = text }, cancellationToken);

    public async Task<long> ExecuteAsync(SqlStatement statement, CancellationToken cancellationToken)
    {
        await using var command = On(statement);
        return await Database.GuardAsync(() => command.ExecuteNonQueryAsync(cancellationToken));
    }

    public async Task<long> CountAsync(string text, CancellationToken cancellationToken) =>
        (await NumbersAsync(new SqlStatement { Text = text }, cancellationToken))[0][0] ?? 0;

    /// <summary>Whole numbers, row by row.</summary>
    public async Task<IReadOnlyList<IReadOnlyList<long?>>> NumbersAsync(SqlStatement statement, CancellationToken cancellationToken)
    {
        var rows = new List<IReadOnlyList<long?>>();
        await foreach (var values in RowsAsync(statement, cancellationToken))
        {
            rows.Add([.. values.Select(v => v is null ? (long?)null : Convert.ToInt64(v, CultureInfo.InvariantCulture))]);
        }

        return rows;
    }

    public async IAsyncEnumerable<object?[]> RowsAsync(SqlStatement statement, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var command = On(statement);
        await using var reader = await Database.GuardAsync(() => command.ExecuteReaderAsync(cancellationToken));
        while (await Database.GuardAsync(() => reader.ReadAsync(cancellationToken)))
        {
            var values = new object?[reader.FieldCount];
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = reader.IsDBNull(i) ? null : reader.GetValue(i);
            }

            yield return values;
        }
    }

    private DbCommand On(SqlStatement statement)
    {
        var command = statement.On(Connection, Transaction);
        command.CommandTimeout = 0;
        return command;
    }

    private sealed class Scope(SqlWork work, DbTransaction transaction) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            work.Transaction = null;
            await transaction.DisposeAsync();
        }
    }
}
