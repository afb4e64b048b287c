using System.Data.Common;
using DataRights.Retention;

namespace DataRights.Sql.Retention;

/// <summary>Takes a period's shares, cells and residual into temporary tables, and what is asked for from them, within one transaction.</summary>
internal sealed class RetentionPublication(RetentionDialect dialect, RetentionPlan plan, DbConnection connection, DbTransaction transaction, bool areLinked = false)
{
    private static readonly string[] Tables = [RetentionCells.Residual, RetentionCells.Cells, RetentionCells.Shares, LateRows.Table];

    private readonly RetentionCells cells = new(dialect, plan, areLinked);
    private readonly PersonLinks links = new(dialect, plan, connection, transaction);

    /// <summary>Publishes the period's cells and the residual, with late rows but those that holds keep.</summary>
    public async Task<IReadOnlyList<PublishedPeriod>> PublishAsync(DateOnly period, HeldCondition? held, RunProgress progress, CancellationToken cancellationToken)
    {
        await DropAsync(cancellationToken);
        await SharesAsync(period, cancellationToken);
        if (await new LateRows(dialect, plan, held, progress).TakeAsync(period, connection, transaction, cancellationToken) > 0)
        {
            await links.BuildAsync($"{LateRows.Table} x", "1 = 1", LateRows.Table, cancellationToken);
            await RunAsync(cells.AddLate(), cancellationToken);
        }

        await JudgeAsync(cancellationToken);
        foreach (var rule in plan.Group.Rules)
        {
            await RunAsync(cells.Publish(rule, period), cancellationToken);
            await RunAsync(cells.PublishResidual(rule, period), cancellationToken);
        }

        return await FiguresAsync(period, cancellationToken);
    }

    /// <summary>The same figures, and nothing written but temporary tables. The caller rolls back.</summary>
    public async Task<IReadOnlyList<PublishedPeriod>> AssessAsync(DateOnly period, CancellationToken cancellationToken)
    {
        await DropAsync(cancellationToken);
        await SharesAsync(period, cancellationToken);
        await JudgeAsync(cancellationToken);
        return await FiguresAsync(period, cancellationToken);
    }

    private async Task SharesAsync(DateOnly period, CancellationToken cancellationToken)
    {
        await links.BuildAsync($"{plan.RawTable} x", dialect.InPeriod(plan, "x", period), null, cancellationToken);
        await RunAsync(cells.CreateShares(period), cancellationToken);
    }

    private async Task JudgeAsync(CancellationToken cancellationToken)
    {
        await RunAsync(cells.CreateCells(), cancellationToken);
        await RunAsync(cells.CreateResidual(), cancellationToken);
    }

    private async Task<IReadOnlyList<PublishedPeriod>> FiguresAsync(DateOnly period, CancellationToken cancellationToken)
    {
        var figures = await new RetentionFigures(dialect, plan, cells).ReadAsync(period, connection, transaction, cancellationToken);
        await DropAsync(cancellationToken);
        return [.. plan.Group.Rules.Select(r => figures with { Rule = r.Name })];
    }

    private async Task DropAsync(CancellationToken cancellationToken)
    {
        await links.DropAsync(cancellationToken);
        await RunAsync(string.Join("; ", Tables.Select(dialect.DropTemporary)), cancellationToken);
    }

    private Task<int> RunAsync(string sql, CancellationToken cancellationToken) => RetentionCommands.ExecuteAsync(connection, transaction, sql, cancellationToken);
}
