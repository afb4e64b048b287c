using System.Collections.Concurrent;
using System.Data.Common;
using System.Runtime.CompilerServices;
using DataRights.Mapping;
using DataRights.Retention.Holding;
using DataRights.Retention.Status;
using DataRights.Retention;
using DataRights.Sources;
using DataRights.Subjects;

namespace DataRights.Sql.Retention;

/// <summary>Retention in the database that holds the raw rows: set-based, one bounded transaction for each step.</summary>
internal sealed class SqlRetentionStore(SqlDatabase database, RetentionDialect dialect, RetentionSteps steps) : IRetentionStore, IAsyncDisposable
{
    private readonly ConcurrentDictionary<RetentionGroup, RetentionPlan> plans = new();
    private readonly ConcurrentDictionary<RetentionGroup, RetentionPlan> assessed = new();
    private readonly HoldGate gate = new(database);
    private readonly PartitionDrops partitions = new(steps, dialect);

    public string Name => database.Name;

    public async Task PrepareAsync(RetentionGroup group, CancellationToken cancellationToken)
    {
        // Known only once its tables are committed.
        plans[group] = await PrepareTablesAsync(group, cancellationToken);
        await OnConnectionAsync(connection => gate.PrepareAsync(connection, cancellationToken), cancellationToken);
    }

    private Task<RetentionPlan> PrepareTablesAsync(RetentionGroup group, CancellationToken cancellationToken) => InTransactionAsync(async (connection, transaction) =>
    {
        if (dialect.LockForCreation.Length > 0)
        {
            await RetentionCommands.ExecuteAsync(connection, transaction, dialect.LockForCreation, cancellationToken);
        }

        var schema = await database.Dialect.Schema.ReadAsync(connection, transaction, cancellationToken);
        var plan = await PlanAsync(group, schema, connection, transaction, cancellationToken);
        await new RetentionTables(dialect, plan, schema, connection, transaction).PrepareAsync(cancellationToken);
        return plan;
    }, cancellationToken);

    public async Task<IRetentionSession> OpenSessionAsync(RetentionGroup group, CancellationToken cancellationToken) =>
        new RetentionSession(database, dialect, await PlanAsync(group, cancellationToken), steps);

    public async Task<DateOnly?> OldestDueAsync(RetentionGroup group, DateTimeOffset closedBefore, RawHolds holds, CancellationToken cancellationToken)
    {
        await using var session = await OpenSessionAsync(group, cancellationToken);
        return await session.OldestDueAsync(closedBefore, holds, cancellationToken);
    }

    public async Task<IReadOnlyList<PublishedPeriod>> PublishAsync(RetentionGroup group, DateOnly period, RawHolds holds, CancellationToken cancellationToken)
    {
        await using var session = await OpenSessionAsync(group, cancellationToken);
        return await session.PublishAsync(period, holds, cancellationToken);
    }

    public Task<IReadOnlyList<PublishedPeriod>> AssessAsync(RetentionGroup group, DateOnly period, CancellationToken cancellationToken) => OnConnectionAsync(async connection =>
    {
        // Never committed: what it makes are temporary tables alone.
        await using var transaction = await database.Dialect.BeginLocateAsync(connection, cancellationToken);
        if (!assessed.TryGetValue(group, out var plan))
        {
            plan = await PlanAsync(group, await database.Dialect.Schema.ReadAsync(connection, transaction, cancellationToken), connection, transaction, cancellationToken);
            foreach (var rule in group.Rules)
            {
                RetentionTarget.Columns(plan, rule, dialect);
            }

            assessed[group] = plan;
        }

        return await new RetentionPublication(dialect, plan, connection, transaction).AssessAsync(period, cancellationToken);
    }, cancellationToken);

    public async Task<IReadOnlyList<PublishedPeriod>?> FindAsync(RetentionGroup group, DateOnly period, CancellationToken cancellationToken)
    {
        var plan = await PlanAsync(group, cancellationToken);
        return await OnConnectionAsync(connection => Watermark.FindAsync(plan, period, connection, null, "", cancellationToken), cancellationToken);
    }

    public async Task AdoptAsync(RetentionGroup group, IReadOnlyList<PublishedPeriod> published, CancellationToken cancellationToken)
    {
        var plan = await PlanAsync(group, cancellationToken);
        await InTransactionAsync(async (connection, transaction) =>
        {
            await steps.Watermark.AdoptAsync(plan, published, connection, transaction, cancellationToken);
            return true;
        }, cancellationToken);
    }

    public async Task<long> DestroyAsync(RetentionGroup group, DateOnly period, long limit, RawHolds holds, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        var plan = await PlanAsync(group, cancellationToken);
        if (await partitions.DropAsync(plan, period, holds, cancellationToken) is > 0 and var dropped)
        {
            return dropped;
        }

        return await InTransactionAsync(async (connection, transaction) =>
        {
            await HoldGate.HoldAsync(holds.Gate, dialect.SharedLock, connection, transaction, cancellationToken);
            return await steps.Rows.DestroyAsync(plan, period, limit, holds, connection, transaction, cancellationToken);
        }, cancellationToken);
    }

    public async Task<long> ForgetAsync(RetentionGroup group, DataMap map, DateOnly period, long limit, RawHolds holds, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        var plan = await PlanAsync(group, cancellationToken);
        return await InTransactionAsync(async (connection, transaction) =>
        {
            await HoldGate.HoldAsync(holds.Gate, dialect.SharedLock, connection, transaction, cancellationToken);
            return await new Identities(dialect, plan, map).RemoveAsync(period, limit, holds, connection, transaction, cancellationToken);
        }, cancellationToken);
    }

    public async Task<long> CountHeldAsync(RetentionGroup group, DateOnly period, RawHolds holds, CancellationToken cancellationToken)
    {
        var plan = await PlanAsync(group, cancellationToken);
        return await OnConnectionAsync(connection => steps.Rows.CountHeldAsync(plan, period, holds, connection, cancellationToken), cancellationToken);
    }

    public async Task<long> CountHeldAsync(RetentionGroup group, CancellationToken cancellationToken)
    {
        var plan = await PlanAsync(group, cancellationToken);
        return await OnConnectionAsync(connection => Watermark.CountHeldAsync(plan, connection, cancellationToken), cancellationToken);
    }

    public async Task SettleAsync(RetentionGroup group, DateOnly period, long destroyed, long held, CancellationToken cancellationToken)
    {
        var plan = await PlanAsync(group, cancellationToken);
        await InTransactionAsync((connection, transaction) => steps.Watermark.SettleAsync(plan, period, destroyed, held, connection, transaction, cancellationToken), cancellationToken);
    }

    public async Task<long> CountUndatedAsync(RetentionGroup group, CancellationToken cancellationToken)
    {
        var plan = await PlanAsync(group, cancellationToken);
        return await OnConnectionAsync(connection => RawRows.CountAsync(plan, new SqlStatement { Text = dialect.Undated(plan, "r") }, connection, null, cancellationToken), cancellationToken);
    }

    public async Task<long> CountLaterThanAsync(RetentionGroup group, DateTimeOffset moment, CancellationToken cancellationToken)
    {
        var plan = await PlanAsync(group, cancellationToken);
        return await OnConnectionAsync(connection => RawRows.CountAsync(plan, new SqlStatement { Text = dialect.LaterThan(plan, "r", moment) }, connection, null, cancellationToken), cancellationToken);
    }

    public async Task<DateTimeOffset?> ClockAsync(CancellationToken cancellationToken) => dialect.Clock is not { } clock
        ? null
        : await OnConnectionAsync(
            async connection => DateTimeOffset.UnixEpoch.AddSeconds((double)(await RetentionCommands.ScalarAsync(connection, null, clock, cancellationToken))!), cancellationToken);

    public Task<long> GateAsync(CancellationToken cancellationToken) => OnConnectionAsync(connection => gate.ReadAsync(connection, cancellationToken), cancellationToken);

    public Task RaiseGateAsync(CancellationToken cancellationToken) => OnConnectionAsync(connection => gate.RaiseAsync(connection, cancellationToken), cancellationToken);

    public async IAsyncEnumerable<RootKey> RootKeysAsync(RetentionGroup group, DataMap map, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var plan = await PlanAsync(group, cancellationToken);
        await foreach (var root in new RawOwners(plan, map).RootKeysAsync(database, dialect, cancellationToken))
        {
            yield return root;
        }
    }

    public Task<IReadOnlyList<PeriodState>> ListAsync(RetentionRule rule, int most, CancellationToken cancellationToken) => OnConnectionAsync(
        async connection => steps.Watermark.Look(await database.Dialect.Schema.ReadAsync(connection, null, cancellationToken)) is (true, var isUpToDate)
            ? await steps.Watermark.ListAsync(rule.Name, most, isUpToDate, connection, cancellationToken)
            : [],
        cancellationToken);

    public ValueTask DisposeAsync() => database.DisposeAsync();

    private async Task<RetentionPlan> PlanAsync(RetentionGroup group, CancellationToken cancellationToken)
    {
        if (!plans.TryGetValue(group, out var plan))
        {
            await PrepareAsync(group, cancellationToken);
            plan = plans[group];
        }

        return plan;
    }

    private async Task<RetentionPlan> PlanAsync(RetentionGroup group, SourceSchema schema, DbConnection connection, DbTransaction? transaction, CancellationToken cancellationToken) =>
        RetentionPlan.Of(group, schema, await dialect.HasRowIdAsync(group.From, connection, transaction, cancellationToken));

    private Task<T> OnConnectionAsync<T>(Func<DbConnection, Task<T>> work, CancellationToken cancellationToken) => steps.OnConnectionAsync(work, cancellationToken);

    private Task<T> InTransactionAsync<T>(Func<DbConnection, DbTransaction, Task<T>> work, CancellationToken cancellationToken) => steps.InTransactionAsync(work, cancellationToken);
}
