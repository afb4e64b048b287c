using System.Data.Common;
using System.Globalization;
using DataRights.Mapping;
using DataRights.Retention;
using DataRights.Sources;
using DataRights.Sql.Dialects;
using Microsoft.Data.Sqlite;

namespace DataRights.Sql.Retention;

/// <summary>
/// SQLite, whose times are text: <c>yyyy-MM-dd HH:mm[:ss[.fff]]</c> or the same with <c>T</c>, followed by <c>Z</c>, an
/// offset <c>±HH:mm</c> or nothing, which is read as the rule says, UTC if it does not; or <c>yyyy-MM-dd</c>, that day of the rule's zone. Everything
/// else, numbers included (seconds? milliseconds?), counts as undated. Resolution is a millisecond.
/// </summary>
internal sealed class SqliteRetentionDialect : RetentionDialect
{
    public override string LockForCreation => "";

    public override string WatermarkColumns =>
        """
        rule text not null, day text not null, published_at text not null, raw_rows integer not null,
        cells_published integer not null, cells_suppressed integer not null, rows_published integer not null, rows_suppressed integer not null,
        rows_destroyed integer not null, rows_settled integer, period text, raw_table text, figures text, rows_held integer, destroyed_at text, identities_destroyed integer, primary key (rule, day)
        """;

    public override string Now => "strftime('%Y-%m-%dT%H:%M:%SZ', 'now')";

    public override string RowLock => "";

    // A writer is alone.
    public override string SharedLock => "";

    // It is a file on this machine.
    public override string? Clock => null;

    public override string MomentType => "text";

    public override string CountType => "integer";

    public override async Task ConnectAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        SqliteRetentionFunctions.Register((SqliteConnection)connection);
        // Destroyed rows are overwritten, not merely unlinked from their page.
        await RetentionCommands.ScalarAsync(connection, null, "pragma secure_delete = on", cancellationToken);
    }

    public override async Task<bool> HasRowIdAsync(string table, DbConnection connection, DbTransaction? transaction, CancellationToken cancellationToken) =>
        await RetentionCommands.ScalarAsync(connection, transaction, $"select 1 from pragma_table_list where schema = 'main' and name = {SqlDialect.Text(SourceSchema.Normalize(table))} and wr = 1", cancellationToken) is null;

    public override string? ProblemWithTime(ColumnSchema time) => null;

    public override string InPeriod(RetentionPlan plan, string alias, DateOnly period)
    {
        var column = Of(alias, plan.Time);
        var next = plan.Calendar.Next(period);
        var (start, end) = (plan.Calendar.StartOf(period), plan.Calendar.EndOf(period));
        // The text's own date is at most two days from the day it belongs to: a range an index can serve.
        return string.Create(CultureInfo.InvariantCulture,
            $"({column} >= '{period.AddDays(-2):yyyy-MM-dd}' and {column} < '{next.AddDays(2):yyyy-MM-dd}' and {SqliteTimes.Dated(column)} and {SqliteTimes.Case(plan.Rule, column, $"{column} >= '{period:yyyy-MM-dd}' and {column} < '{next:yyyy-MM-dd}'", Between(start, end), Between(SqliteTimes.Utc(plan.Walls.BoundAt(start)), SqliteTimes.Utc(plan.Walls.BoundAt(end))))})");

        string Between(DateTimeOffset from, DateTimeOffset to) => string.Create(CultureInfo.InvariantCulture, $"unixepoch({column}) >= {from.ToUnixTimeSeconds()} and unixepoch({column}) < {to.ToUnixTimeSeconds()}");
    }

    public override string Undated(RetentionPlan plan, string alias) => $"not {SqliteTimes.Dated(Of(alias, plan.Time))}";

    public override string Before(RetentionPlan plan, string alias, DateTimeOffset moment)
    {
        var column = Of(alias, plan.Time);
        return string.Create(CultureInfo.InvariantCulture,
            $"({column} < '{moment.UtcDateTime.AddDays(2):yyyy-MM-dd}' and {SqliteTimes.Dated(column)} and {SqliteTimes.Case(plan.Rule, column, $"{column} < '{plan.Calendar.DayOf(moment):yyyy-MM-dd}'", Until(moment), Until(SqliteTimes.Utc(plan.Walls.BoundAt(moment))))})");

        string Until(DateTimeOffset at) => string.Create(CultureInfo.InvariantCulture, $"unixepoch({column}) < {at.ToUnixTimeSeconds()}");
    }

    public override string LaterThan(RetentionPlan plan, string alias, DateTimeOffset moment)
    {
        var column = Of(alias, plan.Time);
        return string.Create(CultureInfo.InvariantCulture,
            $"({column} >= '{moment.UtcDateTime.AddDays(-2):yyyy-MM-dd}' and {SqliteTimes.Dated(column)} and {SqliteTimes.Case(plan.Rule, column, $"{column} > '{plan.Calendar.DayOf(moment):yyyy-MM-dd}'", After(moment), After(SqliteTimes.Utc(plan.Walls.HighestBy(moment))))})");

        string After(DateTimeOffset at) => string.Create(CultureInfo.InvariantCulture, $"unixepoch({column}) > {at.ToUnixTimeSeconds()}");
    }

    public override Task<DateOnly?> OldestDayAsync(RetentionPlan plan, DateOnly? from, DateTimeOffset before, DbConnection connection, DbTransaction? transaction, CancellationToken cancellationToken) =>
        new SqliteOldestDay(plan, connection, transaction).FindAsync(from, before, cancellationToken);

    public override string IdentityText(string expression) => $"nullif(cast({expression} as text), '')";

    public override bool MayBeEmpty(ColumnSchema column) => true;

    protected override string CoarsenedBy(ColumnSchema column, KeptColumn kept, string expression, RetentionRule rule) => kept.Level switch
    {
        Generalization.Family => $"dr_family({Text(expression)})",
        Generalization.DeviceClass => $"dr_device_class({Text(expression)})",
        Generalization.Country => $"dr_country({Text(expression)})",
        Generalization.Region => $"dr_region({Text(expression)})",
        Generalization.Route => $"dr_route({Text(expression)}, {SqlDialect.Text(string.Join('\n', kept.Values))})",
        Generalization.TruncateIp => string.Create(CultureInfo.InvariantCulture, $"dr_network({Text(expression)}, {kept.Bits4}, {kept.Bits6})"),
        _ => $"(case when not {SqliteTimes.Dated(expression)} then null else {SqliteTimes.Case(rule, expression, $"dr_period_of_date({expression}, '{kept.Level}')", $"dr_period(unixepoch({expression}), '{kept.Level}', {SqlDialect.Text(rule.Zone)})", $"dr_reading_period(unixepoch({expression}), '{kept.Level}', {SqlDialect.Text(rule.Zoneless ?? "UTC")}, {SqlDialect.Text(rule.Zone)})")} end)",
    };

    public override string Text(string expression) => $"cast({expression} as text)";

    public override string Number(ColumnSchema column, string expression) =>
        $"(case when typeof({expression}) in ('integer', 'real') and {expression} between -1.7976931348623157e308 and 1.7976931348623157e308 then {expression} end)";

    public override string Instant(RetentionRule rule, string expression) =>
        SqliteTimes.Case(rule, expression, $"julianday({expression})", $"julianday({expression})", $"julianday({expression}) - dr_offset(unixepoch({expression}), {SqlDialect.Text(rule.Zoneless ?? "UTC")}) / 86400.0");

    public override string Absolute(ColumnSchema column, string number) => $"abs(cast({number} as real))";

    public override string Quotient(string dividend, string divisor) => $"1.0 * {dividend} / {divisor}";

    public override string Ceiling(string number) => $"(cast({number} as integer) + ({number} > cast({number} as integer)))";

    public override string Greatest(IReadOnlyList<string> expressions) => expressions.Count == 1 ? expressions[0] : $"max({string.Join(", ", expressions)})";

    public override string Least(IReadOnlyList<string> expressions) => expressions.Count == 1 ? expressions[0] : $"min({string.Join(", ", expressions)})";

    public override string Ordered(string expression, ColumnSchema column, KeptColumn kept) => expression;

    public override string Portable(string expression) => expression;

    public override string Native(ColumnSchema column, string portable) => portable;

    public override string True => "1";

    public override string False => "0";

    public override string AverageType(ColumnSchema column) => "real";

    public override string PeriodOf(DateOnly day, Generalization level) =>
        SqlDialect.Text(RetentionPeriods.Text(day.ToDateTime(TimeOnly.MinValue), level));

    public override string TypeOf(ColumnSchema column, Generalization level) => level == Generalization.AsIs ? column.NativeType : "text";

    public override ValueKind KindOf(ColumnSchema column, Generalization level) => level == Generalization.AsIs ? column.Kind : ValueKind.Text;

    public override string? SumType(ColumnSchema column) => column.Kind switch
    {
        ValueKind.Integer or ValueKind.Boolean => "integer",
        ValueKind.Number => "numeric",
        ValueKind.Double => "real",
        _ => null,
    };

    // Any column holds any value; only a number kept as text, or text taken for a number, would change it.
    public override bool Holds(ColumnSchema existing, string type, ValueKind kind) =>
        existing.Kind == kind || IsNumber(existing.Kind) == IsNumber(kind);

    public override string CreateTemporary(string table, string select) => $"create temporary table {table} as {select}";

    public override string DropTemporary(string table) => $"drop table if exists temp.{table}";

    public override IReadOnlyList<string> Analyze(string table) => [];

    public override bool CoarsensByValue(KeptColumn kept) => false;

    public override string CreateLate(RetentionPlan plan, IReadOnlyList<string> columns) =>
        CreateTemporary(LateRows.Table, $"select {string.Join(", ", columns.Concat(KeyColumns(plan)))} from {plan.RawTable} x where false");

    public override string CopyLate(RetentionPlan plan, IReadOnlyList<string> columns, Func<string, string> which, int limit) => string.Create(CultureInfo.InvariantCulture,
        $"insert into {LateRows.Table} select {string.Join(", ", columns.Concat(KeyColumns(plan)))} from {plan.RawTable} x where {which("x")} limit {limit}");

    public override string? DeleteLate(RetentionPlan plan, DateOnly period) =>
        $"delete from {plan.RawTable} as r where {RowKey(plan, "r")} in (select {string.Join(", ", KeyColumns(plan).Select((_, i) => string.Create(CultureInfo.InvariantCulture, $"\"key{i}\"")))} from {LateRows.Table}) and {InPeriod(plan, "r", period)}";

    // Asked for again outside: a table may have a column of its own called rowid.
    public override string DeleteChunk(RetentionPlan plan, Func<string, string> which, long limit) => string.Create(CultureInfo.InvariantCulture,
        $"delete from {plan.RawTable} as r where {RowKey(plan, "r")} in (select {RowKey(plan, "x", bare: true)} from {plan.RawTable} x where {which("x")} limit {limit}) and {which("r")}");

    public override string Seconds(string expression) => $"unixepoch({expression})";

    private static IEnumerable<string> KeyColumns(RetentionPlan plan) => (plan.HasRowId ? ["x.rowid"] : plan.Raw.PrimaryKey.Select(c => $"x.{SqlDialect.Quote(c)}"))
        .Select((c, i) => string.Create(CultureInfo.InvariantCulture, $"{c} as \"key{i}\""));

    private static string RowKey(RetentionPlan plan, string alias, bool bare = false)
    {
        var key = plan.HasRowId ? $"{alias}.rowid" : string.Join(", ", plan.Raw.PrimaryKey.Select(c => $"{alias}.{SqlDialect.Quote(c)}"));
        return bare ? key : $"({key})";
    }

    private static bool IsNumber(ValueKind kind) => kind is ValueKind.Integer or ValueKind.Number or ValueKind.Double or ValueKind.Boolean;

    private static string Of(string alias, ColumnSchema column) => $"{alias}.{SqlDialect.Quote(column.Name)}";
}
