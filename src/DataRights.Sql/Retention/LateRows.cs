using System.Data.Common;
using DataRights.Retention;
using DataRights.Sql.Dialects;

namespace DataRights.Sql.Retention;

/// <summary>
/// Rows of earlier periods that came when those were published and their destruction settled. They are taken out of the
/// raw table within the transaction that publishes the next period: a row that it takes was in no publication before, and can be in no
/// later one. A period that is not settled is left alone, since its rows may have been published; and so are rows that a hold keeps.
/// </summary>
internal sealed class LateRows(RetentionDialect dialect, RetentionPlan plan, HeldCondition? held, RunProgress progress)
{
    /// <summary>The most that one publication takes: they are destroyed in its transaction. The next one goes on.</summary>
    public const int Limit = 100_000;

    public const string Table = "\"data_rights_late\"";

    private const int MostPeriods = 1000;

    /// <summary>Takes late rows into a temporary table; returns how many.</summary>
    public async Task<long> TakeAsync(DateOnly publishing, DbConnection connection, DbTransaction transaction, CancellationToken cancellationToken)
    {
        long taken = 0;
        var reached = publishing;
        await foreach (var period in FindAsync(publishing, connection, transaction, cancellationToken))
        {
            if (taken == 0)
            {
                await RetentionCommands.ExecuteAsync(connection, transaction, dialect.DropTemporary(Table), cancellationToken);
                await RetentionCommands.ExecuteAsync(connection, transaction, dialect.CreateLate(plan, Columns), cancellationToken);
            }

            string Goes(string alias) => dialect.InPeriod(plan, alias, period) + (held is null ? "" : $" and not {held.Of(alias)}");
            var copy = held?.Statement() ?? new SqlStatement();
            copy.Text = dialect.CopyLate(plan, Columns, Goes, Limit - (int)taken);
            var found = (long)await RetentionCommands.ExecuteAsync(connection, transaction, copy, cancellationToken);
            if (found > 0 && dialect.DeleteLate(plan, period) is { } delete
                && await RetentionCommands.ExecuteAsync(connection, transaction, delete, cancellationToken) != found)
            {
                throw new RetentionRuleException(plan.Rule.Name, "rows-remain", $"late rows are still in '{plan.Rule.From}' though they were deleted; look for a trigger that keeps them.");
            }

            taken += found;
            if (taken >= Limit)
            {
                reached = period;
                break;
            }
        }

        progress.Late = reached;
        return taken;
    }

    // From the oldest row on, one look at an index for each period that has rows: they are few, since all before were destroyed.
    private async IAsyncEnumerable<DateOnly> FindAsync(DateOnly before, DbConnection connection, DbTransaction? transaction, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var end = plan.Calendar.StartOf(before);
        var from = progress.Late;
        for (var i = 0; i < MostPeriods; i++)
        {
            if (await dialect.OldestDayAsync(plan, from, end, connection, transaction, cancellationToken) is not { } day || plan.Calendar.FirstOf(day) is var period && period >= before)
            {
                yield break;
            }

            if ((await Watermark.StateAsync(plan, period, connection, transaction, cancellationToken)).Settled)
            {
                yield return period;
            }

            from = plan.Calendar.Next(period);
        }
    }

    /// <summary>What is needed of a late row: it has no dimensions in the residual.</summary>
    private List<string> Columns =>
    [
        .. plan.Rule.Person.Concat(plan.Shape.Values).Concat(plan.Shape.Sensitive.Select(s => s.Column))
            .Concat(plan.Shape.Contributions is null ? [] : [plan.Rule.Time]).Distinct(StringComparer.Ordinal).Select(SqlDialect.Quote),
    ];
}
