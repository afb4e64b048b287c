using System.Data.Common;
using DataRights.Sources;

namespace DataRights.Sql.Reading;

/// <summary>Streams rows from a reader; one row in memory at a time.</summary>
internal sealed class SqlRowReader(SqlDatabase database, DbCommand command, DbDataReader reader, IReadOnlyList<ColumnSchema> columns, Keyset? keyset) : IRowReader
{
    public IReadOnlyList<ColumnSchema> Columns { get; } = columns;

    public Key? Position => keyset?.PositionOf(reader);

    public Task<bool> ReadAsync(CancellationToken cancellationToken)
    {
        // A row that the driver has already received costs neither a closure nor a state machine.
        Task<bool> read;
        try
        {
            read = reader.ReadAsync(cancellationToken);
        }
        catch (Exception e) when (database.Dialect.Classify(e) is { } fault)
        {
            throw new SourceException(database.Name, fault.Code, fault.Transient);
        }

        return read.IsCompletedSuccessfully ? read : WaitAsync(read);
    }

    public void Write(int ordinal, IValueWriter writer) =>
        database.Dialect.WriteValue(reader, ordinal, Columns[ordinal], writer);

    public async ValueTask DisposeAsync()
    {
        await reader.DisposeAsync();
        await command.DisposeAsync();
    }

    private Task<bool> WaitAsync(Task<bool> read) => database.GuardAsync(() => read);
}
