using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using DataRights.Mapping;
using DataRights.Retention;
using DataRights.Sources;

namespace DataRights.Sql.Retention;

/// <summary>
/// The table that says which periods a rule has published and how far their raw rows are destroyed; the column <c>day</c>
/// is a period's first. Rules of one group have rows of their own, which say the same of destruction.
/// </summary>
internal sealed class Watermark(RetentionDialect dialect)
{
    public const string TableName = "data_rights_retention";

    private static readonly JsonSerializerOptions Json = new() { Converters = { new JsonStringEnumConverter() }, IgnoreReadOnlyProperties = true };

    private static readonly string[] Columns =
        ["rule", "day", "published_at", "raw_rows", "cells_published", "cells_suppressed", "rows_published", "rows_suppressed", "rows_destroyed", "rows_settled"];

    // Added later. They may be null: what was published before has none.
    private static readonly string[] LaterColumns = ["period", "raw_table", "figures"];

    public string Create => $"create table {TableName} ({dialect.WatermarkColumns})";

    /// <summary>The statements that bring the table up to date; empty when it is.</summary>
    /// <exception cref="RetentionRuleException">A table of that name is there, and is not ours.</exception>
    public static IReadOnlyList<string> Upgrade(string rule, TableSchema existing)
    {
        if (Columns.FirstOrDefault(c => existing.Column(c) is null) is { } missing)
        {
            throw new RetentionRuleException(rule, "watermark-shape", $"table '{TableName}' lacks column '{missing}', so it was made by something else or another version; rename it, or bring it up to date.");
        }

        return [.. LaterColumns.Where(c => existing.Column(c) is null).Select(c => $"alter table {TableName} add column {c} text")];
    }

    /// <summary>Takes the period for this transaction; false when it was published already. A second runner waits for the first.</summary>
    public async Task<bool> TakeAsync(RetentionPlan plan, DateOnly period, DbConnection connection, DbTransaction transaction, CancellationToken cancellationToken)
    {
        var taken = 0;
        // In one order, whatever the map's: two runners never wait for each other.
        foreach (var rule in plan.Group.Rules.Select(r => r.Name).Order(StringComparer.Ordinal))
        {
            var statement = new SqlStatement();
            statement.Text = $"""
                insert into {TableName} (rule, day, published_at, raw_rows, cells_published, cells_suppressed, rows_published, rows_suppressed, rows_destroyed, rows_settled, period, raw_table)
                select {statement.Parameter(rule)}, {statement.Parameter(period)}, {dialect.Now}, 0, 0, 0, 0, 0, 0, null, {statement.Parameter(WordOf(plan))}, {statement.Parameter(plan.Raw.Name)} where true on conflict do nothing
                """;
            taken += await RetentionCommands.ExecuteAsync(connection, transaction, statement, cancellationToken);
        }

        return taken == plan.Group.Rules.Count;
    }

    public static Task RecordAsync(PublishedPeriod published, DbConnection connection, DbTransaction transaction, CancellationToken cancellationToken)
    {
        var statement = new SqlStatement();
        string P(object value) => statement.Parameter(value);
        statement.Text = $"update {TableName} set raw_rows = {P(published.RawRows)}, cells_published = {P(published.CellsPublished)}, cells_suppressed = {P(published.CellsSuppressed)}, rows_published = {P(published.RowsPublished)}, rows_suppressed = {P(published.RowsSuppressed)}, figures = {P(JsonSerializer.Serialize(published, Json))} where rule = {P(published.Rule)} and day = {P(published.First)}";
        return RetentionCommands.ExecuteAsync(connection, transaction, statement, cancellationToken);
    }

    /// <summary>The records of the group's rules, in their order; null when none of them has published the period.</summary>
    public static async Task<IReadOnlyList<PublishedPeriod>?> FindAsync(RetentionPlan plan, DateOnly period, DbConnection connection, DbTransaction? transaction, string rowLock, CancellationToken cancellationToken)
    {
        var statement = new SqlStatement();
        statement.Text = $"select rule, raw_rows, cells_published, cells_suppressed, rows_published, rows_suppressed, rows_destroyed, figures from {TableName} where {Of(statement, plan, period)} order by rule{rowLock}";
        await using var command = RetentionCommands.On(connection, transaction, statement);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var found = new Dictionary<string, PublishedPeriod>();
        while (await reader.ReadAsync(cancellationToken))
        {
            var counted = new PublishedPeriod(reader.GetString(0), period, plan.Group.Period, AlreadyPublished: true)
            {
                RawRows = reader.GetInt64(1),
                CellsPublished = reader.GetInt64(2),
                CellsSuppressed = reader.GetInt64(3),
                RowsPublished = reader.GetInt64(4),
                RowsSuppressed = reader.GetInt64(5),
            };
            var known = await reader.IsDBNullAsync(7, cancellationToken) ? counted : JsonSerializer.Deserialize<PublishedPeriod>(reader.GetString(7), Json)!;
            found[counted.Rule] = known with { AlreadyPublished = true, RowsDestroyed = reader.GetInt64(6) };
        }

        // A rule that joined its group later publishes nothing of a period whose rows went with the others.
        return found.Count == 0 ? null : [.. plan.Group.Rules.Select(r => found.GetValueOrDefault(r.Name) ?? new PublishedPeriod(r.Name, period, plan.Group.Period, AlreadyPublished: true))];
    }

    public static Task AddDestroyedAsync(RetentionPlan plan, DateOnly period, long rows, DbConnection connection, DbTransaction transaction, CancellationToken cancellationToken)
    {
        var statement = new SqlStatement();
        statement.Text = $"update {TableName} set rows_destroyed = rows_destroyed + {statement.Parameter(rows)} where {Of(statement, plan, period)}";
        return RetentionCommands.ExecuteAsync(connection, transaction, statement, cancellationToken);
    }

    public static Task SettleAsync(RetentionPlan plan, DateOnly period, long destroyed, DbConnection connection, DbTransaction transaction, CancellationToken cancellationToken)
    {
        var statement = new SqlStatement();
        statement.Text = $"update {TableName} set rows_settled = {statement.Parameter(destroyed)} where {Of(statement, plan, period)}";
        return RetentionCommands.ExecuteAsync(connection, transaction, statement, cancellationToken);
    }

    /// <summary>Whether the period was published; and if so, whether all that was destroyed of it is settled.</summary>
    public static async Task<(bool Published, bool Settled)> StateAsync(RetentionPlan plan, DateOnly period, DbConnection connection, DbTransaction? transaction, CancellationToken cancellationToken)
    {
        var statement = new SqlStatement();
        statement.Text = $"select count(*), coalesce(sum(case when {Unsettled} then 1 else 0 end), 0) from {TableName} where {Of(statement, plan, period)}";
        var n = (await RetentionCommands.RowAsync(connection, transaction, statement, cancellationToken))!;
        return (n[0] > 0, n[0] > 0 && n[1] == 0);
    }

    /// <summary>The oldest published period whose destruction is not settled.</summary>
    public static async Task<DateOnly?> OldestUnsettledAsync(RetentionPlan plan, DbConnection connection, DbTransaction? transaction, CancellationToken cancellationToken)
    {
        var statement = new SqlStatement();
        statement.Text = $"select cast(min(day) as text) from {TableName} where {OfRules(statement, plan)} and {Unsettled}";
        await using var command = statement.On(connection, transaction);
        return await command.ExecuteScalarAsync(cancellationToken) is string day ? DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture) : null;
    }

    /// <summary>Null, or what forbids the rules to go on from where the table says they are.</summary>
    public static async Task<(string Code, string Problem)?> ConflictAsync(RetentionPlan plan, DbConnection connection, DbTransaction transaction, CancellationToken cancellationToken)
    {
        var periods = new SqlStatement();
        periods.Text = $"select min(coalesce(period, 'day')) from {TableName} where {OfRules(periods, plan)} and coalesce(period, 'day') <> {periods.Parameter(WordOf(plan))}";
        await using var other = periods.On(connection, transaction);
        if (await other.ExecuteScalarAsync(cancellationToken) is string before)
        {
            return ("period-changed", $"it has published by the {before} until now; a period that overlaps those would be in two publications. Write \"period\": \"{before}\" (with levels of time that fit into it), or, once all it has published is destroyed, give the rule another name.");
        }

        var rules = new SqlStatement();
        rules.Text = $"select min(rule) from {TableName} where raw_table = {rules.Parameter(plan.Raw.Name)} and not ({OfRules(rules, plan)}) and {Unsettled}";
        await using var unfinished = rules.On(connection, transaction);
        return await unfinished.ExecuteScalarAsync(cancellationToken) is string name
            ? ("unfinished-rule", $"rule '{name}', which the map does not have for this table any more, has published rows of it that are not destroyed yet; run it until they are, and rename or drop it then.")
            : null;
    }

    private const string Unsettled = "(rows_settled is null or rows_settled <> rows_destroyed)";

    private static string WordOf(RetentionPlan plan) => plan.Group.Period switch
    {
        PublicationPeriod.Day => "day",
        PublicationPeriod.Week => "week",
        _ => "month",
    };

    private static string Of(SqlStatement statement, RetentionPlan plan, DateOnly period) =>
        $"{OfRules(statement, plan)} and day = {statement.Parameter(period)}";

    private static string OfRules(SqlStatement statement, RetentionPlan plan) =>
        $"rule in ({string.Join(", ", plan.Group.Rules.Select(r => statement.Parameter(r.Name)))})";
}
