using System.Data.Common;
using System.Globalization;
using DataRights.Retention;
using DataRights.Sources;

namespace DataRights.Sql.Retention;

/// <summary>The table that says which days a rule has published and how far their raw rows are destroyed.</summary>
internal sealed class Watermark(RetentionDialect dialect)
{
    public const string TableName = "data_rights_retention";

    private static readonly string[] Columns =
        ["rule", "day", "published_at", "raw_rows", "cells_published", "cells_suppressed", "rows_published", "rows_suppressed", "rows_destroyed", "rows_settled"];

    public string Create => $"create table {TableName} ({dialect.WatermarkColumns})";

    /// <exception cref="RetentionRuleException">A table of that name is there, and is not ours.</exception>
    public static void Check(string rule, TableSchema existing)
    {
        if (Columns.FirstOrDefault(c => existing.Column(c) is null) is { } missing)
        {
            throw new RetentionRuleException(rule, "watermark-shape", $"table '{TableName}' lacks column '{missing}', so it was made by something else or another version; rename it, or bring it up to date.");
        }
    }

    /// <summary>Takes the day for this transaction; false when it was published already. A second runner waits for the first.</summary>
    public async Task<bool> TakeAsync(RetentionPlan plan, DateOnly day, DbConnection connection, DbTransaction transaction, CancellationToken cancellationToken)
    {
        var statement = new SqlStatement();
        statement.Text = $"insert into {TableName} select {statement.Parameter(plan.Rule.Name)}, {statement.Parameter(day)}, {dialect.Now}, 0, 0, 0, 0, 0, 0, null where true on conflict do nothing";
        return await RetentionCommands.ExecuteAsync(connection, transaction, statement, cancellationToken) == 1;
    }

    public static Task RecordAsync(RetentionPlan plan, PublishedDay published, DbConnection connection, DbTransaction transaction, CancellationToken cancellationToken)
    {
        var statement = new SqlStatement();
        string P(long value) => statement.Parameter(value);
        statement.Text = $"update {TableName} set raw_rows = {P(published.RawRows)}, cells_published = {P(published.CellsPublished)}, cells_suppressed = {P(published.CellsSuppressed)}, rows_published = {P(published.RowsPublished)}, rows_suppressed = {P(published.RowsSuppressed)} where {Of(statement, plan, published.Day)}";
        return RetentionCommands.ExecuteAsync(connection, transaction, statement, cancellationToken);
    }

    public static async Task<PublishedDay?> FindAsync(RetentionPlan plan, DateOnly day, DbConnection connection, DbTransaction? transaction, string rowLock, CancellationToken cancellationToken)
    {
        var statement = new SqlStatement();
        statement.Text = $"select raw_rows, cells_published, cells_suppressed, rows_published, rows_suppressed, rows_destroyed from {TableName} where {Of(statement, plan, day)}{rowLock}";
        return await RetentionCommands.RowAsync(connection, transaction, statement, cancellationToken) is { } n
            ? new PublishedDay(day, AlreadyPublished: true, n[0], n[1], n[2], n[3], n[4], n[5])
            : null;
    }

    public static Task AddDestroyedAsync(RetentionPlan plan, DateOnly day, long rows, DbConnection connection, DbTransaction transaction, CancellationToken cancellationToken)
    {
        var statement = new SqlStatement();
        statement.Text = $"update {TableName} set rows_destroyed = rows_destroyed + {statement.Parameter(rows)} where {Of(statement, plan, day)}";
        return RetentionCommands.ExecuteAsync(connection, transaction, statement, cancellationToken);
    }

    public static Task SettleAsync(RetentionPlan plan, DateOnly day, long destroyed, DbConnection connection, DbTransaction transaction, CancellationToken cancellationToken)
    {
        var statement = new SqlStatement();
        statement.Text = $"update {TableName} set rows_settled = {statement.Parameter(destroyed)} where {Of(statement, plan, day)}";
        return RetentionCommands.ExecuteAsync(connection, transaction, statement, cancellationToken);
    }

    /// <summary>The oldest published day whose destruction is not settled.</summary>
    public static async Task<DateOnly?> OldestUnsettledAsync(RetentionPlan plan, DbConnection connection, DbTransaction? transaction, CancellationToken cancellationToken)
    {
        var statement = new SqlStatement();
        statement.Text = $"select cast(min(day) as text) from {TableName} where rule = {statement.Parameter(plan.Rule.Name)} and (rows_settled is null or rows_settled <> rows_destroyed)";
        await using var command = statement.On(connection, transaction);
        return await command.ExecuteScalarAsync(cancellationToken) is string day ? DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture) : null;
    }

    private static string Of(SqlStatement statement, RetentionPlan plan, DateOnly day) =>
        $"rule = {statement.Parameter(plan.Rule.Name)} and day = {statement.Parameter(day)}";
}
