using DataRights.Mapping;
using DataRights.Sources;
using DataRights.Sql.Dialects;
using DataRights.Sql.Epochs;
using DataRights.Sql.Erasing;
using DataRights.Sql.Reading;
using DataRights.Sql.Retained;

namespace DataRights.Sql;

/// <summary>
/// A PostgreSQL or SQLite database as a source. Reading writes nothing. Erasing keeps its own record of effects in the
/// table <c>data_rights_effects</c> of the same database (created when missing), so that an effect and the knowledge
/// of it are one transaction; and in <c>data_rights_epochs</c> the count by which a restored backup is recognized.
/// </summary>
public sealed class SqlSource : IRowSource, IRestoreGuard
{
    private readonly SqlDatabase database;
    private readonly TimeProvider time;

    private SqlSource(SqlDatabase database, TimeProvider time)
    {
        this.database = database;
        this.time = time;
    }

    public string Name => database.Name;

    /// <summary>Opens a source; nothing is connected before the first call.</summary>
    /// <param name="name">The source's name in the map.</param>
    /// <param name="kind"><see cref="SourceKind.Sqlite"/> or <see cref="SourceKind.Postgres"/>.</param>
    /// <param name="connectionString">The driver's connection string.</param>
    /// <param name="time">The clock.</param>
    /// <param name="passwords">Where the password comes from when a PostgreSQL connection string has none.</param>
    /// <param name="sessions">The most sessions it may have with a PostgreSQL server: who needs one more waits. Null: what the connection string says.</param>
    public static SqlSource Open(string name, SourceKind kind, string connectionString, TimeProvider time, IPasswordSource? passwords = null, int? sessions = null) =>
        new(SqlDatabases.Open(name, kind, connectionString, passwords, sessions), time);

    public async Task<SourceSchema> DescribeAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await database.GuardAsync(() => database.Dialect.Schema.ReadAsync(connection, null, cancellationToken));
    }

    public async Task<SourceSchema> DescribeForAsync(DataMap map, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await database.GuardAsync(async () =>
        {
            var schema = await database.Dialect.Schema.ReadAsync(connection, null, cancellationToken);
            return schema with { MissingRights = await database.Dialect.Schema.MissingRightsAsync(connection, map, Name, cancellationToken) };
        });
    }

    public async Task<long> CountUpToAsync(Collection collection, long most, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var statement = new SqlStatement { Text = FormattableString.Invariant($"select count(*) from (select 1 from {SqlDialect.Table(collection.From)} limit {most}) t") };
        await using var command = statement.On(connection, null);
        return Convert.ToInt64(await database.GuardAsync(() => command.ExecuteScalarAsync(cancellationToken)), System.Globalization.CultureInfo.InvariantCulture);
    }

    public async Task<IRowSnapshot> OpenSnapshotAsync(CancellationToken cancellationToken)
    {
        var connection = await database.OpenAsync(cancellationToken);
        try
        {
            var transaction = await database.GuardAsync(() => database.Dialect.BeginReadAsync(connection, cancellationToken));
            var schema = await database.GuardAsync(() => database.Dialect.Schema.ReadAsync(connection, transaction, cancellationToken));
            return new SqlSnapshot(database, connection, transaction, schema, time.GetUtcNow());
        }
        catch (SourceException)
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public async Task<IErasureSession> OpenErasureAsync(ErasureScope scope, CancellationToken cancellationToken)
    {
        var connection = await database.OpenAsync(cancellationToken);
        try
        {
            var live = await database.GuardAsync(() => database.Dialect.Schema.ReadAsync(connection, null, cancellationToken));
            return new SqlErasureSession(new SqlWork(database, connection), new Compile.MappedSchema(scope.Map, Name, live), scope);
        }
        catch (SourceException)
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public Task FenceAsync(string requestId, long epoch, CancellationToken cancellationToken) =>
        new EffectLog(database).FenceAsync(requestId, epoch, cancellationToken);

    public async Task<RetainedOutcome> DeleteRetainedAsync(RetainedSweep sweep, IAsyncEnumerable<CapturedPage> pages, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        try
        {
            var live = await database.GuardAsync(() => database.Dialect.Schema.ReadAsync(connection, null, cancellationToken));
            var (work, schema) = (new SqlWork(database, connection), new Compile.MappedSchema(sweep.Map, Name, live));
            var tables = new RetainedTables(work, schema);
            var unknown = await tables.LoadAsync(pages, cancellationToken);
            return await new RetainedErasure(work, schema, tables, sweep).RunAsync(unknown, cancellationToken);
        }
        finally
        {
            await database.Dialect.ForgetTablesAsync(connection);
        }
    }

    public Task ForgetAsync(string requestId, CancellationToken cancellationToken) =>
        new EffectLog(database).ForgetAsync(requestId, cancellationToken);

    public Task<DatabaseEpoch?> ReadEpochAsync(CancellationToken cancellationToken) => new EpochTable(database).ReadAsync(cancellationToken);

    public Task<DatabaseEpoch?> AdvanceEpochAsync(DatabaseEpoch? known, CancellationToken cancellationToken) => new EpochTable(database).AdvanceAsync(known, cancellationToken);

    public Task<DatabaseEpoch> StartEpochsAsync(string generation, CancellationToken cancellationToken) => new EpochTable(database).StartAsync(generation, cancellationToken);

    public ValueTask DisposeAsync() => database.DisposeAsync();
}
