using System.Data.Common;
using DataRights.Sources;
using Newtonsoft.Json;

namespace DataRights.Sql.Erasing;

/// <summary>
/// The record of effects inside the database that they happen in. The row of a step commits with its effects or not at
/// all; the row <c>#epoch</c> holds the highest epoch seen and locks out every older run.
/// </summary>
internal sealed class EffectLog(SqlDatabase database)
{
    private const string EpochStep = "#epoch";

    /// <summary>Creates the table when missing.</summary>
    public async Task PrepareAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        // Asked first, so that a role without the right to create tables can work with one made beforehand.
        var schema = await database.GuardAsync(() => database.Dialect.Schema.ReadAsync(connection, null, cancellationToken));
        if (schema.Table("data_rights_effects") is not null)
        {
            return;
        }

        try
        {
            await ExecuteAsync(connection, null, new SqlStatement { Text = database.Dialect.CreateEffects }, cancellationToken);
        }
        catch (SourceException e) when (e.Code is "postgres-23505" or "postgres-42P07")
        {
            // Another run made it at the same moment; "if not exists" does not hold in PostgreSQL against that.
        }
    }

    /// <summary>Takes the request's row for this epoch until the transaction ends.</summary>
    /// <exception cref="FencedException">A newer epoch has been here.</exception>
    public async Task FenceAsync(DbConnection connection, DbTransaction transaction, string requestId, long epoch, CancellationToken cancellationToken)
    {
        var statement = new SqlStatement();
        statement.Text =
            $"""
            insert into data_rights_effects (request, step, epoch, outcome)
            values ({statement.Parameter(requestId)}, {statement.Parameter(EpochStep)}, {statement.Parameter(epoch)}, '')
            on conflict (request, step) do update set epoch = excluded.epoch where data_rights_effects.epoch <= excluded.epoch
            """;
        if (await ExecuteAsync(connection, transaction, statement, cancellationToken) == 0)
        {
            throw new FencedException(requestId);
        }
    }

    /// <summary>What the step did, when it is done already.</summary>
    public async Task<ErasureOutcome?> FindAsync(DbConnection connection, DbTransaction transaction, string requestId, string step, CancellationToken cancellationToken)
    {
        var statement = new SqlStatement();
        statement.Text = $"select outcome from data_rights_effects where request = {statement.Parameter(requestId)} and step = {statement.Parameter(step)}";
        await using var command = statement.On(connection, transaction);
        var outcome = await database.GuardAsync(() => command.ExecuteScalarAsync(cancellationToken)) as string;
        return outcome is null ? null : new ErasureOutcome(
            JsonConvert.DeserializeObject<List<CollectionOutcome>>(outcome) ?? throw new SourceException(database.Name, "effect-log-corrupt", false), true);
    }

    public async Task WriteAsync(DbConnection connection, DbTransaction transaction, Erasure erasure, ErasureOutcome outcome, CancellationToken cancellationToken)
    {
        var statement = new SqlStatement();
        statement.Text =
            $"""
            insert into data_rights_effects (request, step, epoch, outcome)
            values ({statement.Parameter(erasure.RequestId)}, {statement.Parameter(erasure.Step)}, {statement.Parameter(erasure.Epoch)}, {statement.Parameter(JsonConvert.SerializeObject(outcome.Collections))})
            """;
        await ExecuteAsync(connection, transaction, statement, cancellationToken);
    }

    /// <summary>
    /// Forgets what was done, not who did it last: the epoch stays (ids and a number), so that a run that was stopped
    /// for long and wakes when all is over is still locked out.
    /// </summary>
    public async Task ForgetAsync(string requestId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await PrepareAsync(connection, cancellationToken);
        var statement = new SqlStatement();
        statement.Text = $"delete from data_rights_effects where request = {statement.Parameter(requestId)} and step <> {statement.Parameter(EpochStep)}";
        await ExecuteAsync(connection, null, statement, cancellationToken);
    }

    private async Task<int> ExecuteAsync(DbConnection connection, DbTransaction? transaction, SqlStatement statement, CancellationToken cancellationToken)
    {
        await using var command = statement.On(connection, transaction);
        return await database.GuardAsync(() => command.ExecuteNonQueryAsync(cancellationToken));
    }
}
