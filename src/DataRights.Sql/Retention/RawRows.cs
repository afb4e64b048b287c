using System.Data.Common;
using DataRights.Retention;
using DataRights.Retention.Holding;
using DataRights.Sql.Dialects;

namespace DataRights.Sql.Retention;

/// <summary>Destroys and counts raw rows, sparing those that holds keep.</summary>
internal sealed class RawRows(SqlDialect sql, RetentionDialect dialect)
{
    public async Task<long> DestroyAsync(RetentionPlan plan, DateOnly period, long limit, RawHolds holds, DbConnection connection, DbTransaction transaction, CancellationToken cancellationToken)
    {
        // The lock makes runners take turns: one that finds nothing to delete can trust that nothing is left.
        if (await Watermark.FindAsync(plan, period, connection, transaction, dialect.RowLock, cancellationToken) is null)
        {
            throw new RetentionRuleException(plan.Rule.Name, "not-published", "the period's raw rows are destroyed only once it was published; publish it first.");
        }

        var held = Held(plan, holds);
        string Goes(string alias) => dialect.InPeriod(plan, alias, period) + (held is null ? "" : $" and not {held.Of(alias)}");
        long destroyed = await RetentionCommands.ExecuteAsync(connection, transaction, Statement(held, dialect.DeleteChunk(plan, Goes, limit)), cancellationToken);
        if (destroyed > 0)
        {
            await Watermark.AddDestroyedAsync(plan, period, destroyed, connection, transaction, cancellationToken);
        }
        else if (await CountAsync(plan, Statement(held, Goes("r")), connection, transaction, cancellationToken) > 0)
        {
            throw new RetentionRuleException(plan.Rule.Name, "rows-remain", $"rows of a published period are still in '{plan.Rule.From}' though they were deleted; look for a trigger or a row-level policy that keeps them.");
        }

        return destroyed;
    }

    /// <summary>The period's rows that holds keep.</summary>
    public async Task<long> CountHeldAsync(RetentionPlan plan, DateOnly period, RawHolds holds, DbConnection connection, CancellationToken cancellationToken) => Held(plan, holds) is { } held
        ? await CountAsync(plan, Statement(held, $"{dialect.InPeriod(plan, "r", period)} and {held.Of("r")}"), connection, null, cancellationToken)
        : 0;

    /// <summary>The oldest period that was left with rows for a hold, and has some that none keeps any more, or none at all.</summary>
    public async Task<DateOnly?> OldestReleasedAsync(RetentionPlan plan, RawHolds holds, DbConnection connection, CancellationToken cancellationToken)
    {
        foreach (var period in await WatermarkPeriods.HeldAsync(plan, connection, null, cancellationToken))
        {
            var (held, inPeriod) = (Held(plan, holds), dialect.InPeriod(plan, "r", period));
            if (held is null
                || await CountAsync(plan, Statement(held, $"{inPeriod} and not {held.Of("r")}"), connection, null, cancellationToken) > 0
                || await CountAsync(plan, Statement(held, inPeriod), connection, null, cancellationToken) == 0)
            {
                return period;
            }
        }

        return null;
    }

    /// <summary>What holds keep; null when there are none.</summary>
    public HeldCondition? Held(RetentionPlan plan, RawHolds holds) => holds.IsEmpty ? null : new HeldCondition(sql, dialect, plan, holds);

    /// <summary>Counts the rows <c>r</c> for which the statement's text holds.</summary>
    public static async Task<long> CountAsync(RetentionPlan plan, SqlStatement condition, DbConnection connection, DbTransaction? transaction, CancellationToken cancellationToken)
    {
        condition.Text = $"select count(*) from {plan.RawTable} r where {condition.Text}";
        return (await RetentionCommands.RowAsync(connection, transaction, condition, cancellationToken))![0];
    }

    private static SqlStatement Statement(HeldCondition? held, string text)
    {
        var statement = held?.Statement() ?? new SqlStatement();
        statement.Text = text;
        return statement;
    }
}
