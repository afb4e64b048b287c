using DataRights.Sources;

namespace DataRights.Sql.Erasing;

/// <summary>Carries out an erasure in one transaction, again when rows arrived or locks clashed meanwhile.</summary>
internal sealed class SqlEraser(SqlDatabase database)
{
    private const int Tries = 4;

    public async Task<ErasureOutcome> EraseAsync(Erasure erasure, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await TryAsync(erasure, cancellationToken);
            }
            catch (SourceException e) when (attempt < Tries && IsWorthAnotherTry(e))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50 * attempt), cancellationToken);
            }
        }
    }

    // A row that arrived between capture and delete breaks a foreign key or is found by the last check; locating again finds it.
    private static bool IsWorthAnotherTry(SourceException e) =>
        e.Code is "rows-arrived" or "postgres-23503" or "postgres-40001" or "postgres-40P01" or "sqlite-787";

    private async Task<ErasureOutcome> TryAsync(Erasure erasure, CancellationToken cancellationToken)
    {
        var log = new EffectLog(database);
        await using var connection = await database.OpenAsync(cancellationToken);
        await log.PrepareAsync(connection, cancellationToken);
        await using var transaction = await database.GuardAsync(() => database.Dialect.BeginWriteAsync(connection, cancellationToken));
        await log.FenceAsync(connection, transaction, erasure.RequestId, erasure.Epoch, cancellationToken);
        if (await log.FindAsync(connection, transaction, erasure.RequestId, erasure.Step, cancellationToken) is { } done)
        {
            await database.GuardAsync(() => transaction.CommitAsync(cancellationToken));
            return done;
        }

        var work = await ErasureTransaction.BeginAsync(database, connection, transaction, erasure, cancellationToken);
        await work.CaptureAsync(cancellationToken);
        var outcome = new ErasureOutcome(await work.ApplyAsync(cancellationToken), false);
        await work.CheckAsync(cancellationToken);
        await work.CleanAsync(cancellationToken);
        await log.WriteAsync(connection, transaction, erasure, outcome, cancellationToken);
        await database.GuardAsync(() => transaction.CommitAsync(cancellationToken));
        return outcome;
    }
}
