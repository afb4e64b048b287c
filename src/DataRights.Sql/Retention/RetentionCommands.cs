using System.Data.Common;

namespace DataRights.Sql.Retention;

/// <summary>Runs single statements. Publishing a day may take minutes; the token, not a timeout, ends it.</summary>
internal static class RetentionCommands
{
    public static async Task<object?> ScalarAsync(DbConnection connection, DbTransaction? transaction, string sql, CancellationToken cancellationToken)
    {
        await using var command = On(connection, transaction, new SqlStatement { Text = sql });
        var value = await command.ExecuteScalarAsync(cancellationToken);
        return value is DBNull ? null : value;
    }

    public static Task<int> ExecuteAsync(DbConnection connection, DbTransaction? transaction, string sql, CancellationToken cancellationToken) =>
        ExecuteAsync(connection, transaction, new SqlStatement { Text = sql }, cancellationToken);

    public static async Task<int> ExecuteAsync(DbConnection connection, DbTransaction? transaction, SqlStatement statement, CancellationToken cancellationToken)
    {
        await using var command = On(connection, transaction, statement);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public static async Task<long[]?> RowAsync(DbConnection connection, DbTransaction? transaction, SqlStatement statement, CancellationToken cancellationToken)
    {
        await using var command = On(connection, transaction, statement);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetInt64)] : null;
    }

    /// <summary>Called before each statement and around each commit; there a test stops a run.</summary>
    public static AsyncLocal<Action?> Interrupt { get; } = new();

    public static DbCommand On(DbConnection connection, DbTransaction? transaction, SqlStatement statement)
    {
        Interrupt.Value?.Invoke();
        var command = statement.On(connection, transaction);
        command.CommandTimeout = 0;
        return command;
    }
}
