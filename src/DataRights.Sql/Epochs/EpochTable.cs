using System.Data.Common;
using System.Security.Cryptography;
using DataRights.Sources;

namespace DataRights.Sql.Epochs;

/// <summary>
/// The one row of <c>data_rights_epochs</c>. Each method is one statement, so that no lock outlives it. The table is made only
/// when it is missing, so that a role without the right to create tables can work with one made beforehand.
/// </summary>
internal sealed class EpochTable(SqlDatabase database)
{
    public const string Name = "data_rights_epochs";

    /// <summary>The same in both dialects.</summary>
    public const string Create =
        """
        create table if not exists data_rights_epochs (
          id integer primary key, epoch bigint not null, generation text not null)
        """;

    private const int GenerationCharacters = 32;

    public async Task<DatabaseEpoch?> ReadAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        try
        {
            return await RowAsync(connection, new SqlStatement { Text = $"select epoch, generation from {Name} where id = 1" }, cancellationToken);
        }
        catch (SourceException e) when (IsTableMissing(e))
        {
            return null;
        }
    }

    public async Task<DatabaseEpoch?> AdvanceAsync(DatabaseEpoch? known, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        try
        {
            if (await AdvanceAsync(connection, known, cancellationToken) is { } advanced)
            {
                return advanced;
            }
        }
        catch (SourceException e) when (IsTableMissing(e) && known is null)
        {
            await CreateAsync(connection, cancellationToken);
        }
        catch (SourceException e) when (IsTableMissing(e))
        {
            return null;
        }

        if (known is not null)
        {
            return null;
        }

        var start = new SqlStatement();
        start.Text = $"insert into {Name} (id, epoch, generation) values (1, 0, {start.Parameter(RandomNumberGenerator.GetHexString(GenerationCharacters, lowercase: true))}) on conflict (id) do nothing";
        await ExecuteAsync(connection, start, cancellationToken);
        return await AdvanceAsync(connection, null, cancellationToken);
    }

    public async Task<DatabaseEpoch> StartAsync(string generation, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        try
        {
            return await StartAsync(connection, generation, cancellationToken);
        }
        catch (SourceException e) when (IsTableMissing(e))
        {
            await CreateAsync(connection, cancellationToken);
            return await StartAsync(connection, generation, cancellationToken);
        }
    }

    private async Task<DatabaseEpoch> StartAsync(DbConnection connection, string generation, CancellationToken cancellationToken)
    {
        var statement = new SqlStatement();
        statement.Text = $"insert into {Name} (id, epoch, generation) values (1, 1, {statement.Parameter(generation)}) on conflict (id) do update set epoch = 1, generation = excluded.generation";
        await ExecuteAsync(connection, statement, cancellationToken);
        return new DatabaseEpoch(generation, 1);
    }

    private Task<DatabaseEpoch?> AdvanceAsync(DbConnection connection, DatabaseEpoch? known, CancellationToken cancellationToken)
    {
        var statement = new SqlStatement();
        var follows = known is null ? "" : $" and generation = {statement.Parameter(known.Generation)} and epoch >= {statement.Parameter(known.Number)}";
        statement.Text = $"update {Name} set epoch = epoch + 1 where id = 1{follows} returning epoch, generation";
        return RowAsync(connection, statement, cancellationToken);
    }

    private async Task CreateAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            await ExecuteAsync(connection, new SqlStatement { Text = Create }, cancellationToken);
        }
        catch (SourceException e) when (e.Code is "postgres-23505" or "postgres-42P07")
        {
            // Another run made it at the same moment; "if not exists" does not hold in PostgreSQL against that.
        }
    }

    private async Task<DatabaseEpoch?> RowAsync(DbConnection connection, SqlStatement statement, CancellationToken cancellationToken)
    {
        await using var command = statement.On(connection, null);
        await using var reader = await database.GuardAsync(() => command.ExecuteReaderAsync(cancellationToken));
        return await database.GuardAsync(() => reader.ReadAsync(cancellationToken)) ? new DatabaseEpoch(reader.GetString(1), reader.GetInt64(0)) : null;
    }

    private async Task ExecuteAsync(DbConnection connection, SqlStatement statement, CancellationToken cancellationToken)
    {
        await using var command = statement.On(connection, null);
        await database.GuardAsync(() => command.ExecuteNonQueryAsync(cancellationToken));
    }

    // SQLite has no code of its own for it; nothing else can be wrong with statements that never change.
    private static bool IsTableMissing(SourceException e) => e.Code is "postgres-42P01" or "sqlite-1";
}
