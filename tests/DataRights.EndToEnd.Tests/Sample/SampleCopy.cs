using System.Data.Common;
using DataRights.Mapping;

namespace DataRights.EndToEnd.Tests.Sample;

/// <summary>One test's own copy of the seeded sample: a database and a directory of files.</summary>
public sealed class SampleCopy(SourceKind kind, string connectionString, Func<CancellationToken, Task<DbConnection>> open, string filesDirectory, Func<ValueTask> dispose) : IAsyncDisposable
{
    public SourceKind Kind { get; } = kind;

    public string ConnectionString { get; } = connectionString;

    public string FilesDirectory { get; } = filesDirectory;

    public Task<DbConnection> OpenAsync(CancellationToken cancellationToken) => open(cancellationToken);

    public async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task<object?> ScalarAsync(string sql, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync(cancellationToken) is { } value and not DBNull ? value : null;
    }

    public ValueTask DisposeAsync() => dispose();
}
