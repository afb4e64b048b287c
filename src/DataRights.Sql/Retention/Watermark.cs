using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using DataRights.Mapping;
using DataRights.Retention;
using DataRights.Retention.Status;
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
    private IReadOnlyList<(string Name, string Type)> LaterColumns => [("period", "text"), ("raw_table", "text"), ("figures", "text"), ("rows_held", dialect.CountType), ("destroyed_at", dialect.MomentType), ("identities_destroyed", dialect.CountType)];

    public string Create => $"create table {TableName} ({dialect.WatermarkColumns})";

    /// <summary>The statements that bring the table up to date; empty when it is.</summary>
    /// <exception cref="RetentionRuleException">A table of that name is there, and is not ours.</exception>
    public IReadOnlyList<string> Upgrade(string rule, TableSchema existing)
    {
        if (Columns.FirstOrDefault(c => existing.Column(c) is null) is { } missing)
        {
            throw new RetentionRuleException(rule, "watermark-shape", $"table '{TableName}' lacks column '{missing}', so it was made by something else or another version; rename it, or bring it up to date.");
        }

        var added = LaterColumns.Where(c => existing.Column(c.Name) is null).ToList();
        return
        [
            .. added.Select(c => $"alter table {TableName} add column {c.Name} {c.Type}"),

            // When it was is not known any more: now is the latest that it can have been.
            .. added.Where(c => c.Name == "destroyed_at").Select(_ => $"update {TableName} set destroyed_at = {dialect.Now} where rows_settled = rows_destroyed"),
        ];
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

    /// <summary>Records periods as published that the database does not know of; what it knows stays.</summary>
    public async Task AdoptAsync(RetentionPlan plan, IReadOnlyList<PublishedPeriod> published, DbConnection connection, DbTransaction transaction, CancellationToken cancellationToken)
    {
        if (await TakeAsync(plan, published[0].First, connection, transaction, cancellationToken))
        {
            foreach (var period in published)
            {
                await RecordAsync(period, connection, transaction, cancellationToken);
            }

            await AddDestroyedAsync(plan, published[0].First, published.Max(p => p.RowsDestroyed), connection, transaction, cancellationToken);
        }
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
        statement.Text = $"select rule, raw_rows, cells_published, cells_suppressed, rows_published, rows_suppressed, rows_destroyed, figures, coalesce(rows_held, 0), coalesce(identities_destroyed, 0) from {TableName} where {Of(statement, plan, period)} order by rule{rowLock}";
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
            found[counted.Rule] = known with { AlreadyPublished = true, RowsDestroyed = reader.GetInt64(6), RowsHeld = reader.GetInt64(8), IdentitiesDestroyed = reader.GetInt64(9) };
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

    /// <summary>Adds destroyed identities. They are not in the ledger yet, so the period is due until they are.</summary>
    public static Task AddIdentitiesAsync(RetentionPlan plan, DateOnly period, long identities, DbConnection connection, DbTransaction transaction, CancellationToken cancellationToken)
    {
        var statement = new SqlStatement();
        statement.Text = $"update {TableName} set identities_destroyed = coalesce(identities_destroyed, 0) + {statement.Parameter(identities)}, rows_settled = null where {Of(statement, plan, period)}";
        return RetentionCommands.ExecuteAsync(connection, transaction, statement, cancellationToken);
    }

    public Task<int> SettleAsync(RetentionPlan plan, DateOnly period, long destroyed, long held, DbConnection connection, DbTransaction transaction, CancellationToken cancellationToken)
    {
        var statement = new SqlStatement();
        statement.Text = $"update {TableName} set rows_settled = {statement.Parameter(destroyed)}, rows_held = {statement.Parameter(held)}, destroyed_at = {(held > 0 ? "null" : dialect.Now)} where {Of(statement, plan, period)}";
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

    /// <summary>Rows that holds keep.</summary>
    public static async Task<long> CountHeldAsync(RetentionPlan plan, DbConnection connection, CancellationToken cancellationToken)
    {
        var statement = new SqlStatement();
        statement.Text = $"select cast(coalesce(sum(rows_held), 0) as bigint) from {TableName} where rule = {statement.Parameter(plan.Rule.Name)}";
        return (await RetentionCommands.RowAsync(connection, null, statement, cancellationToken))![0];
    }

    /// <summary>What is recorded of a rule, newest period first.</summary>
    public async Task<IReadOnlyList<PeriodState>> ListAsync(string rule, int most, bool isUpToDate, DbConnection connection, CancellationToken cancellationToken)
    {
        var statement = new SqlStatement();
        var (held, at, identities) = isUpToDate ? ("coalesce(rows_held, 0)", dialect.Seconds("destroyed_at"), "coalesce(identities_destroyed, 0)") : ("0", "null", "0");
        statement.Text = $"""
            select cast(day as text), {dialect.Seconds("published_at")}, raw_rows, cells_published, cells_suppressed, rows_published, rows_suppressed, rows_destroyed, {held}, {at}, {identities}
            from {TableName} where rule = {statement.Parameter(rule)} order by day desc limit {statement.Parameter(most)}
            """;
        await using var command = RetentionCommands.On(connection, null, statement);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var periods = new List<PeriodState>();
        while (await reader.ReadAsync(cancellationToken))
        {
            periods.Add(new PeriodState(Day(reader.GetString(0)), DateTimeOffset.FromUnixTimeSeconds(reader.GetInt64(1)))
            {
                RawRows = reader.GetInt64(2),
                CellsPublished = reader.GetInt64(3),
                CellsSuppressed = reader.GetInt64(4),
                RowsPublished = reader.GetInt64(5),
                RowsSuppressed = reader.GetInt64(6),
                RowsDestroyed = reader.GetInt64(7),
                RowsHeld = reader.GetInt64(8),
                IdentitiesDestroyed = reader.GetInt64(10),
                DestroyedAt = await reader.IsDBNullAsync(9, cancellationToken) ? null : DateTimeOffset.FromUnixTimeSeconds(reader.GetInt64(9)),
            });
        }

        return periods;
    }

    /// <summary>Whether a table of that name is there; and whether it has the columns that came later.</summary>
    public (bool IsThere, bool IsUpToDate) Look(SourceSchema schema) =>
        schema.Table(TableName) is { } table ? (true, LaterColumns.All(c => table.Column(c.Name) is not null)) : (false, false);

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

    /// <summary>More is destroyed than the ledger is known to say.</summary>
    public const string Unrecorded = "(rows_settled is null or rows_settled <> rows_destroyed)";

    /// <summary>The same, or rows of it are kept for holds.</summary>
    public const string Unsettled = $"({Unrecorded} or coalesce(rows_held, 0) > 0)";

    public static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string WordOf(RetentionPlan plan) => plan.Group.Period switch
    {
        PublicationPeriod.Day => "day",
        PublicationPeriod.Week => "week",
        _ => "month",
    };

    private static string Of(SqlStatement statement, RetentionPlan plan, DateOnly period) =>
        $"{OfRules(statement, plan)} and day = {statement.Parameter(period)}";

    public static string OfRules(SqlStatement statement, RetentionPlan plan) =>
        $"rule in ({string.Join(", ", plan.Group.Rules.Select(r => statement.Parameter(r.Name)))})";
}
