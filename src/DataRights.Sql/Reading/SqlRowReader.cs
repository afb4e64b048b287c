using System.Data.Common;
using DataRights.Sources;

namespace DataRights.Sql.Reading;

/// <summary>Streams rows from a reader; one row in memory at a time.</summary>
internal sealed class SqlRowReader(SqlDatabase database, DbCommand command, DbDataReader reader, IReadOnlyList<ColumnSchema> columns) : IRowReader
{
    public IReadOnlyList<ColumnSchema> Columns { get; } = columns;

    public Task<bool> ReadAsync(CancellationToken cancellationToken) =>
        database.GuardAsync(() => reader.ReadAsync(cancellationToken));

    public void Write(int ordinal, IValueWriter writer) =>
        database.Dialect.WriteValue(reader, ordinal, Columns[ordinal], writer);

    public async ValueTask DisposeAsync()
    {
        await reader.DisposeAsync();
        await command.DisposeAsync();
    }
}
