using System.Data.Common;
using DataRights.Retention;
using DataRights.Sources;

namespace DataRights.Sql.Retention;

/// <summary>Makes the tables that a group of rules writes into where they are missing, and brings older ones up to date.</summary>
internal sealed class RetentionTables(RetentionDialect dialect, RetentionPlan plan, SourceSchema schema, DbConnection connection, DbTransaction transaction)
{
    /// <exception cref="RetentionRuleException">A table that is there does not fit, or the role may not change it.</exception>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        // Created only when missing: a runner without the right to create still runs.
        if (schema.Table(Watermark.TableName) is { } marks)
        {
            await UpgradeAsync(plan.Rule.Name, "watermark-shape", Watermark.Upgrade(plan.Rule.Name, marks), cancellationToken);
        }
        else
        {
            await RetentionCommands.ExecuteAsync(connection, transaction, new Watermark(dialect).Create, cancellationToken);
        }

        if (await Watermark.ConflictAsync(plan, connection, transaction, cancellationToken) is { } conflict)
        {
            throw new RetentionRuleException(plan.Rule.Name, conflict.Code, conflict.Problem);
        }

        foreach (var rule in plan.Group.Rules)
        {
            var columns = RetentionTarget.Columns(plan, rule, dialect);
            if (schema.Table(rule.Into) is { } target)
            {
                await UpgradeAsync(rule.Name, "target-shape", RetentionTarget.Upgrade(rule, dialect, columns, target), cancellationToken);
            }
            else
            {
                await RetentionCommands.ExecuteAsync(connection, transaction, RetentionTarget.Create(rule, columns), cancellationToken);
            }
        }
    }

    private async Task UpgradeAsync(string rule, string code, IReadOnlyList<string> statements, CancellationToken cancellationToken)
    {
        foreach (var statement in statements)
        {
            try
            {
                await RetentionCommands.ExecuteAsync(connection, transaction, statement, cancellationToken);
            }
            catch (DbException e) when (e.SqlState == InsufficientPrivilege)
            {
                throw new RetentionRuleException(rule, code, $"a table of an earlier version lacks columns, and the role may not add them. Let the table's owner run: {string.Join("; ", statements)};");
            }
        }
    }

    private const string InsufficientPrivilege = "42501";
}
