using System.Data.Common;
using System.Text;

namespace DataRights.Samples.PythonPro.Seeding.Writing;

/// <summary>Collects rows and writes a batch at a time by one prepared statement, whose parameters are used again.</summary>
internal sealed class RowBatch(DbConnection connection, DbTransaction transaction, SampleDialect dialect, SampleTable table)
    : IAsyncDisposable
{
    private readonly List<object?[]> rows = [];
    private DbCommand? full;

    public async Task AddAsync(object?[] row, CancellationToken cancellationToken)
    {
        if (row.Length != table.Columns.Count)
        {
            throw new InvalidOperationException($"A row of '{table.Name}' has {row.Length} values for {table.Columns.Count} columns.");
        }

        rows.Add(row);
        if (rows.Count == dialect.BatchSize)
        {
            full ??= await PrepareAsync(dialect.BatchSize, cancellationToken);
            await WriteAsync(full, cancellationToken);
        }
    }

    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        if (rows.Count > 0)
        {
            await using var command = await PrepareAsync(rows.Count, cancellationToken);
            await WriteAsync(command, cancellationToken);
        }
    }

    public ValueTask DisposeAsync() => full?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task<DbCommand> PrepareAsync(int count, CancellationToken cancellationToken)
    {
        var command = connection.CreateCommand();
        command.Transaction = transaction;
        var sql = new StringBuilder($"INSERT INTO {table.Name} ({string.Join(", ", table.Columns.Select(c => $"\"{c.Name}\""))}) VALUES ");
        for (var row = 0; row < count; row++)
        {
            sql.Append(row == 0 ? "(" : ", (");
            for (var column = 0; column < table.Columns.Count; column++)
            {
                var parameter = dialect.Parameter(table.Columns[column].Kind);
                parameter.ParameterName = $"p{row}_{column}";
                parameter.Value = DBNull.Value;
                command.Parameters.Add(parameter);
                sql.Append(column == 0 ? "@" : ", @").Append(parameter.ParameterName);
            }

            sql.Append(')');
        }

        command.CommandText = sql.ToString();
        await command.PrepareAsync(cancellationToken);
        return command;
    }

    private async Task WriteAsync(DbCommand command, CancellationToken cancellationToken)
    {
        var index = 0;
        foreach (var row in rows)
        {
            for (var column = 0; column < row.Length; column++)
            {
                command.Parameters[index++].Value =
                    row[column] is { } value ? dialect.Value(table.Columns[column].Kind, value) : DBNull.Value;
            }
        }

        await command.ExecuteNonQueryAsync(cancellationToken);
        rows.Clear();
    }
}
