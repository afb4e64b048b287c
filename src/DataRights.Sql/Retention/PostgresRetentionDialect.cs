using System.Data.Common;
using System.Globalization;
using DataRights.Mapping;
using DataRights.Retention;
using DataRights.Sources;
using DataRights.Sql.Dialects;

namespace DataRights.Sql.Retention;

/// <summary>PostgreSQL. A <c>timestamp</c> without zone is read as UTC; a <c>date</c> is that day of the rule's zone.</summary>
internal sealed class PostgresRetentionDialect : RetentionDialect
{
    private const string Octet = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";

    private const string Four = $@"{Octet}(\.{Octet}){{3}}";

    // Every spelling of an IPv6 address, so that a text column's garbage becomes null and never a failed cast.
    private const string Six =
        "([0-9a-f]{1,4}:){7}[0-9a-f]{1,4}|([0-9a-f]{1,4}:){1,7}:|([0-9a-f]{1,4}:){1,6}:[0-9a-f]{1,4}|([0-9a-f]{1,4}:){1,5}(:[0-9a-f]{1,4}){1,2}|"
        + "([0-9a-f]{1,4}:){1,4}(:[0-9a-f]{1,4}){1,3}|([0-9a-f]{1,4}:){1,3}(:[0-9a-f]{1,4}){1,4}|([0-9a-f]{1,4}:){1,2}(:[0-9a-f]{1,4}){1,5}|"
        + "[0-9a-f]{1,4}:(:[0-9a-f]{1,4}){1,6}|:((:[0-9a-f]{1,4}){1,7}|:)|::(ffff:)?" + Four;

    public override string LockForCreation => "select pg_advisory_xact_lock(hashtextextended('data_rights_retention', 0))";

    public override string WatermarkColumns =>
        """
        rule text not null, day date not null, published_at timestamptz not null, raw_rows bigint not null,
        cells_published bigint not null, cells_suppressed bigint not null, rows_published bigint not null, rows_suppressed bigint not null,
        rows_destroyed bigint not null, rows_settled bigint, period text, raw_table text, figures text, primary key (rule, day)
        """;

    public override string Now => "now()";

    public override string RowLock => " for update";

    public override string CountType => "bigint";

    public override string DropCells => "drop table if exists pg_temp.\"data_rights_cells\"";

    public override Task ConnectAsync(DbConnection connection, CancellationToken cancellationToken) => Task.CompletedTask;

    public override Task<bool> HasRowIdAsync(string table, DbConnection connection, DbTransaction? transaction, CancellationToken cancellationToken) =>
        Task.FromResult(true);

    public override string? ProblemWithTime(ColumnSchema time) => IsTemporal(time) ? null : "must be timestamptz, timestamp or date";

    public override string? ProblemWithLevel(ColumnSchema column, Generalization level) => level switch
    {
        Generalization.AsIs when column.NativeType is "json" or "xml" or "point" => "holds values that cannot be grouped as they are",
        Generalization.Hour when column.Kind == ValueKind.Date => "holds dates, which have no hour",
        Generalization.Hour or Generalization.Day or Generalization.Week or Generalization.Month when !IsTemporal(column) => "must be timestamptz, timestamp or date",
        _ => null,
    };

    public override string InPeriod(RetentionPlan plan, string alias, DateOnly period)
    {
        var column = Of(alias, plan.Time);
        return plan.Time.Kind == ValueKind.Date
            ? $"({column} >= {Date(period)} and {column} < {Date(plan.Calendar.Next(period))})"
            : $"({column} >= {Moment(plan.Time, plan.Calendar.StartOf(period))} and {column} < {Moment(plan.Time, plan.Calendar.EndOf(period))})";
    }

    public override string Undated(RetentionPlan plan, string alias)
    {
        var column = Of(alias, plan.Time);
        return $"({column} is null or {column} < '{TooEarly}' or {column} >= '{TooLate}')";
    }

    public override string LaterThan(RetentionPlan plan, string alias, DateTimeOffset moment)
    {
        var column = Of(alias, plan.Time);
        var bound = plan.Time.Kind == ValueKind.Date ? Date(plan.Calendar.DayOf(moment)) : Moment(plan.Time, moment);
        return $"({column} > {bound} and {column} < '{TooLate}')";
    }

    public override async Task<DateOnly?> OldestDayAsync(RetentionPlan plan, DateOnly? from, DateTimeOffset before, DbConnection connection, DbTransaction? transaction, CancellationToken cancellationToken)
    {
        var column = Of("r", plan.Time);
        var bound = plan.Time.Kind == ValueKind.Date ? Date(plan.Calendar.DayOf(before)) : Moment(plan.Time, before);
        var start = from is not { } day ? $"'{TooEarly}'" : plan.Time.Kind == ValueKind.Date ? Date(day) : Moment(plan.Time, plan.Calendar.StartOf(day));
        var sql = $"select min({column}) from {plan.RawTable} r where {column} >= {start} and {column} < {bound}";
        return await RetentionCommands.ScalarAsync(connection, transaction, sql, cancellationToken) switch
        {
            DateOnly date => date,
            DateTime moment when plan.Time.Kind == ValueKind.Date => DateOnly.FromDateTime(moment),
            DateTime moment => plan.Calendar.DayOf(new DateTimeOffset(DateTime.SpecifyKind(moment, DateTimeKind.Utc))),
            _ => null,
        };
    }

    public override string IdentityText(string expression) => $"nullif(({expression})::text, '')";

    public override string Coarsened(ColumnSchema column, Generalization level, string expression, string zone) => level switch
    {
        Generalization.AsIs => expression,
        Generalization.Family => $@"nullif(btrim(regexp_replace(({expression})::text, '([ /_;,(.+-]+[vV])?[ /_;,(.+-]*[0-9].*$', '')), '')",
        Generalization.TruncateIp => TruncatedIp(column, expression),
        Generalization.Hour => $"date_trunc('hour', {Local(column, expression, zone)})",
        _ => $"date_trunc('{Unit(level)}', {Local(column, expression, zone)})::date",
    };

    public override string PeriodOf(DateOnly day, Generalization level) => Date(RetentionPeriods.First(day, level));

    public override string TypeOf(ColumnSchema column, Generalization level) => level switch
    {
        Generalization.AsIs => column.NativeType,
        Generalization.Family or Generalization.TruncateIp => "text",
        Generalization.Hour => "timestamp without time zone",
        _ => "date",
    };

    public override ValueKind KindOf(ColumnSchema column, Generalization level) => level switch
    {
        Generalization.AsIs => column.Kind,
        Generalization.Family or Generalization.TruncateIp => ValueKind.Text,
        Generalization.Hour => ValueKind.LocalTimestamp,
        _ => ValueKind.Date,
    };

    public override string? SumType(ColumnSchema column) => column.Kind switch
    {
        ValueKind.Integer => column.NativeType == "bigint" ? "numeric" : "bigint",
        ValueKind.Number => "numeric",
        ValueKind.Double => "double precision",
        _ => null,
    };

    public override bool Holds(ColumnSchema existing, string type, ValueKind kind) => existing.NativeType == type || kind switch
    {
        ValueKind.Integer => existing.NativeType == "bigint" || existing.Kind == ValueKind.Number,
        _ => existing.Kind == kind,
    };

    public override string CreateCells(string select) => $"create temporary table \"data_rights_cells\" on commit drop as {select}";

    // The period is asked for again outside: row addresses repeat across partitions, and a row may move meanwhile.
    public override string DeleteChunk(RetentionPlan plan, DateOnly period, int limit) => string.Create(CultureInfo.InvariantCulture,
        $"delete from {plan.RawTable} as r where r.ctid = any(array(select x.ctid from {plan.RawTable} x where {InPeriod(plan, "x", period)} limit {limit})) and {InPeriod(plan, "r", period)}");

    private static string TruncatedIp(ColumnSchema column, string expression) => column.NativeType is "inet" or "cidr"
        ? $"(case family({expression}) when 4 then {Network(expression, 24)} else {Network(expression, 48)} end)"
        : $"(case when ({expression})::text ~ '^({Four})$' then {Network(expression, 24)} when lower(({expression})::text) ~ '^({Six})$' then {Network(expression, 48)} end)";

    private static string Network(string expression, int bits) => string.Create(CultureInfo.InvariantCulture,
        $"host(network(set_masklen(({expression})::text::inet, {bits})))");

    private static string Local(ColumnSchema column, string expression, string zone)
    {
        var finite = $"case when isfinite({expression}) then {expression} end";
        return column.Kind switch
        {
            ValueKind.Date => $"({finite})::timestamp",
            ValueKind.LocalTimestamp => $"({finite} at time zone 'UTC' at time zone {SqlDialect.Text(zone)})",
            _ => $"({finite} at time zone {SqlDialect.Text(zone)})",
        };
    }

    private static string Unit(Generalization level) => level switch
    {
        Generalization.Day => "day",
        Generalization.Week => "week",
        _ => "month",
    };

    private static bool IsTemporal(ColumnSchema column) => column.Kind is ValueKind.Timestamp or ValueKind.LocalTimestamp or ValueKind.Date;

    private static string Of(string alias, ColumnSchema column) => $"{alias}.{SqlDialect.Quote(column.Name)}";

    private static string Date(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"date '{day:yyyy-MM-dd}'");

    private static string Moment(ColumnSchema column, DateTimeOffset moment) => column.Kind == ValueKind.Timestamp
        ? string.Create(CultureInfo.InvariantCulture, $"timestamptz '{moment.UtcDateTime:yyyy-MM-dd HH:mm:ss.ffffff}+00'")
        : string.Create(CultureInfo.InvariantCulture, $"timestamp '{moment.UtcDateTime:yyyy-MM-dd HH:mm:ss.ffffff}'");
}
