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
    private const string Batches = "#batches-";

    /// <summary>Creates the table when missing.</summary>
    public async Task PrepareAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        // Asked first, so that a role without the right to create tables can work with one made beforehand.
        await using var asked = new SqlStatement { Text = database.Dialect.CountEffectTables }.On(connection, null);
        if (Convert.ToInt64(await database.GuardAsync(() => asked.ExecuteScalarAsync(cancellationToken)), System.Globalization.CultureInfo.InvariantCulture) > 0)
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
    public static async Task FenceAsync(SqlWork work, Erasure erasure, CancellationToken cancellationToken)
    {
        if (await work.ExecuteAsync(Fence(erasure.RequestId, erasure.Epoch), cancellationToken) == 0)
        {
            throw new FencedException(erasure.RequestId);
        }
    }

    /// <summary>Locks out every run of the request below the epoch: waits for the transaction that has the request's row, if there is one.</summary>
    public async Task FenceAsync(string requestId, long epoch, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await PrepareAsync(connection, cancellationToken);
        await ExecuteAsync(connection, null, Fence(requestId, epoch), cancellationToken);
    }

    /// <summary>What the step did, when it is done already.</summary>
    public async Task<ErasureOutcome?> FindAsync(SqlWork work, Erasure erasure, CancellationToken cancellationToken) =>
        await ReadAsync(work, erasure.RequestId, erasure.Step, cancellationToken) switch
        {
            null => null,
            var outcome => Read(outcome),
        };

    public static Task WriteAsync(SqlWork work, Erasure erasure, ErasureOutcome outcome, CancellationToken cancellationToken) =>
        WriteAsync(work, erasure, erasure.Step, outcome, cancellationToken);

    /// <summary>How far the step's batches have come; null before the first.</summary>
    public async Task<BulkProgress?> FindProgressAsync(SqlWork work, Erasure erasure, CancellationToken cancellationToken) =>
        await ReadAsync(work, erasure.RequestId, ProgressOf(erasure), cancellationToken) is not { } text ? null
        : Parse<BulkProgress>(text) is { Schema: BulkProgress.CurrentSchema } progress ? progress
        : throw new SourceException(database.Name, "effect-log-unknown", false);

    public static Task WriteProgressAsync(SqlWork work, Erasure erasure, BulkProgress progress, CancellationToken cancellationToken) =>
        WriteAsync(work, erasure, ProgressOf(erasure), progress, cancellationToken);

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

    /// <summary>
    /// Counts of batches that the request began in this database for another capture, by another map perhaps, and did not end:
    /// what they did is done. They are told once, and the notes of all batches go with the transaction that tells of them.
    /// </summary>
    public async Task<IReadOnlyList<OutcomeCounts>> TakeUntoldAsync(SqlWork work, Erasure erasure, CancellationToken cancellationToken)
    {
        var statement = new SqlStatement();
        var (request, own) = (statement.Parameter(erasure.RequestId), statement.Parameter(ProgressOf(erasure)));
        statement.Text = $"select outcome from data_rights_effects where request = {request} and step like '%{Batches}%' and step <> {own} order by step";
        var unfinished = new List<OutcomeCounts>();
        await foreach (var row in work.RowsAsync(statement, cancellationToken))
        {
            unfinished.Add(Parse<BulkProgress>((string)row[0]!).Counts);
        }

        statement.Text = $"delete from data_rights_effects where request = {request} and (step like '%{Batches}%' or step = {own})";
        await work.ExecuteAsync(statement, cancellationToken);
        unfinished.AddRange(await TakeFinishedAsync(work, erasure, cancellationToken));
        return unfinished;
    }

    /// <summary>What other steps on this source ended here without its having become known: the run was overtaken before it could write that down.</summary>
    private async Task<IReadOnlyList<OutcomeCounts>> TakeFinishedAsync(SqlWork work, Erasure erasure, CancellationToken cancellationToken)
    {
        var statement = new SqlStatement();
        statement.Text = $"select step, outcome from data_rights_effects where request = {statement.Parameter(erasure.RequestId)} and step not like '#%' and step not like '%{Batches}%' order by step";
        var found = new List<(string Step, OutcomeCounts Counts)>();
        await foreach (var row in work.RowsAsync(statement, cancellationToken))
        {
            var (step, prefix) = ((string)row[0]!, erasure.Step[..(erasure.Step.IndexOf('/', StringComparison.Ordinal) + 1)]);
            if (prefix.Length > 0 && step != erasure.Step && step.StartsWith(prefix, StringComparison.Ordinal) && !erasure.Known.Contains(step))
            {
                found.Add((step, OutcomeCounts.Of(Read((string)row[1]!).Collections)));
            }
        }

        foreach (var (step, _) in found)
        {
            var forget = new SqlStatement();
            forget.Text = $"delete from data_rights_effects where request = {forget.Parameter(erasure.RequestId)} and step = {forget.Parameter(step)}";
            await work.ExecuteAsync(forget, cancellationToken);
        }

        return [.. found.Select(f => f.Counts)];
    }

    private ErasureOutcome Read(string outcome) =>

        // A list is how version 0.4 wrote it.
        outcome is ['[', ..] ? new ErasureOutcome(Parse<List<CollectionOutcome>>(outcome), true) : Parse<ErasureOutcome>(outcome) with { Replayed = true };

    private static SqlStatement Fence(string requestId, long epoch)
    {
        var statement = new SqlStatement();
        statement.Text =
            $"""
            insert into data_rights_effects (request, step, epoch, outcome)
            values ({statement.Parameter(requestId)}, {statement.Parameter(EpochStep)}, {statement.Parameter(epoch)}, '')
            on conflict (request, step) do update set epoch = excluded.epoch where data_rights_effects.epoch <= excluded.epoch
            """;
        return statement;
    }

    private static string ProgressOf(Erasure erasure) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{erasure.Step}{Batches}{erasure.Capture}");

    private T Parse<T>(string text)
        where T : class => JsonConvert.DeserializeObject<T>(text) ?? throw new SourceException(database.Name, "effect-log-corrupt", false);

    private static async Task<string?> ReadAsync(SqlWork work, string request, string step, CancellationToken cancellationToken)
    {
        var statement = new SqlStatement();
        statement.Text = $"select outcome from data_rights_effects where request = {statement.Parameter(request)} and step = {statement.Parameter(step)}";
        await foreach (var row in work.RowsAsync(statement, cancellationToken))
        {
            return (string)row[0]!;
        }

        return null;
    }

    private static async Task WriteAsync(SqlWork work, Erasure erasure, string step, object outcome, CancellationToken cancellationToken)
    {
        var statement = new SqlStatement();
        statement.Text =
            $"""
            insert into data_rights_effects (request, step, epoch, outcome)
            values ({statement.Parameter(erasure.RequestId)}, {statement.Parameter(step)}, {statement.Parameter(erasure.Epoch)}, {statement.Parameter(JsonConvert.SerializeObject(outcome))})
            on conflict (request, step) do update set epoch = excluded.epoch, outcome = excluded.outcome
            """;
        await work.ExecuteAsync(statement, cancellationToken);
    }

    private async Task<int> ExecuteAsync(DbConnection connection, DbTransaction? transaction, SqlStatement statement, CancellationToken cancellationToken)
    {
        await using var command = statement.On(connection, transaction);
        return await database.GuardAsync(() => command.ExecuteNonQueryAsync(cancellationToken));
    }
}
