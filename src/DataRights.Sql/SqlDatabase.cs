using System.Data.Common;
using DataRights.Sources;
using DataRights.Sql.Dialects;

namespace DataRights.Sql;

/// <summary>
/// One database behind a driver: opens connections, and turns every driver failure into a <see cref="SourceException"/>
/// without the driver's text, which may quote data.
/// </summary>
internal sealed class SqlDatabase(string name, SqlDialect dialect, DbDataSource dataSource) : IAsyncDisposable
{
    public string Name { get; } = name;

    public SqlDialect Dialect { get; } = dialect;

    /// <summary>How many connections may be open at once.</summary>
    public int Sessions { get; init; } = int.MaxValue;

    /// <summary>An open connection, prepared as the dialect needs it.</summary>
    public Task<DbConnection> OpenAsync(CancellationToken cancellationToken) => GuardAsync(async () =>
    {
        var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        try
        {
            await Dialect.PrepareAsync(connection, cancellationToken);
            return connection;
        }
        catch (DbException)
        {
            await connection.DisposeAsync();
            throw;
        }
    });

    /// <summary>Runs the call; a driver failure becomes a <see cref="SourceException"/>.</summary>
    public async Task<T> GuardAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (Exception e) when (Dialect.Classify(e) is { } fault)
        {
            throw new SourceException(Name, fault.Code, fault.Transient);
        }
    }

    /// <inheritdoc cref="GuardAsync{T}"/>
    public Task GuardAsync(Func<Task> call) => GuardAsync(async () =>
    {
        await call();
        return true;
    });

    /// <inheritdoc cref="GuardAsync{T}"/>
    public T Guard<T>(Func<T> call)
    {
        try
        {
            return call();
        }
        catch (Exception e) when (Dialect.Classify(e) is { } fault)
        {
            throw new SourceException(Name, fault.Code, fault.Transient);
        }
    }

    public ValueTask DisposeAsync() => dataSource.DisposeAsync();
}
