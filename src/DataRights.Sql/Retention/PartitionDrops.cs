using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using DataRights.Retention.Holding;
using DataRights.Sources;

namespace DataRights.Sql.Retention;

/// <summary>
/// Drops partitions where a rule asks for it, one to a transaction. Where that cannot be done, a period's rows are deleted as everywhere, and it is not tried again
/// before the next run: a lock that somebody holds must not make everybody queue behind us again and again.
/// </summary>
internal sealed class PartitionDrops(RetentionSteps steps, RetentionDialect dialect)
{
    // Somebody holds a lock; a view or the like depends on the partition; the role may not.
    private static readonly string[] Obstacles = ["postgres-55P03", "postgres-40P01", "postgres-2BP01", "postgres-42501"];

    // A run has a plan of its own.
    private readonly ConditionalWeakTable<RetentionPlan, ConcurrentDictionary<DateOnly, bool>> given = [];

    /// <summary>Drops partitions until one with rows went. How many rows that were; zero when none can be dropped, so that rows have to be deleted.</summary>
    /// <exception cref="FencedException">The gate does not stand where the holds were read.</exception>
    public async Task<long> DropAsync(RetentionPlan plan, DateOnly period, RawHolds holds, CancellationToken cancellationToken)
    {
        if (dialect is not PostgresRetentionDialect postgres || new PartitionDrop(postgres, plan) is not { IsPossible: true } drop
            || given.GetOrCreateValue(plan).ContainsKey(period))
        {
            return 0;
        }

        try
        {
            while (true)
            {
                var dropped = await steps.InTransactionAsync(async (connection, transaction) =>
                {
                    await HoldGate.HoldAsync(holds.Gate, dialect.SharedLock, connection, transaction, cancellationToken);
                    return await drop.TryAsync(period, steps.Rows.Held(plan, holds), connection, transaction, cancellationToken);
                }, cancellationToken);
                if (dropped is not 0)
                {
                    return dropped ?? Give(plan, period);
                }
            }
        }
        catch (SourceException e) when (Obstacles.Contains(e.Code))
        {
            return Give(plan, period);
        }
    }

    private long Give(RetentionPlan plan, DateOnly period)
    {
        given.GetOrCreateValue(plan)[period] = true;
        return 0;
    }
}
