using System.Data.Common;
using System.Globalization;
using DataRights.Mapping;
using DataRights.Retention;
using DataRights.Sources;
using DataRights.Sql.Dialects;

namespace DataRights.Sql.Retention;

/// <summary>PostgreSQL. A <c>timestamp</c> is read as the rule says of times without a zone; a <c>date</c> is that day of the rule's zone.</summary>
internal sealed class PostgresRetentionDialect : RetentionDialect
{
    public override string LockForCreation => "select pg_advisory_xact_lock(hashtextextended('data_rights_retention', 0))";

    public override string WatermarkColumns =>
        """
        rule text not null, day date not null, published_at timestamptz not null, raw_rows bigint not null,
        cells_published bigint not null, cells_suppressed bigint not null, rows_published bigint not null, rows_suppressed bigint not null,
        rows_destroyed bigint not null, rows_settled bigint, period text, raw_table text, figures text, rows_held bigint, destroyed_at timestamptz, identities_destroyed bigint, primary key (rule, day)
        """;

    public override string Now => "now()";

    public override string RowLock => " for update";

    public override string SharedLock => " for share";

    public override string? Clock => "select extract(epoch from clock_timestamp())::double precision";

    public override string MomentType => "timestamptz";

    public override string CountType => "bigint";

    public override Task ConnectAsync(DbConnection connection, CancellationToken cancellationToken) => Task.CompletedTask;

    public override Task<bool> HasRowIdAsync(string table, DbConnection connection, DbTransaction? transaction, CancellationToken cancellationToken) =>
        Task.FromResult(true);

    public override string? ProblemWithTime(ColumnSchema time) => IsTemporal(time) ? null : "must be timestamptz, timestamp or date";

    public override string? ProblemWithLevel(ColumnSchema column, Generalization level) => level switch
    {
        Generalization.AsIs when column.NativeType is "json" or "xml" or "point" => "holds values that cannot be grouped as they are",
        Generalization.Hour when column.Kind == ValueKind.Date => "holds dates, which have no hour",
        Generalization.Hour or Generalization.Day or Generalization.Week or Generalization.Month when !IsTemporal(column) => "must be timestamptz, timestamp or date",
        _ => base.ProblemWithLevel(column, level),
    };

    public override string InPeriod(RetentionPlan plan, string alias, DateOnly period)
    {
        var column = Of(alias, plan.Time);
        return plan.Time.Kind == ValueKind.Date
            ? $"({column} >= {Date(period)} and {column} < {Date(plan.Calendar.Next(period))})"
            : $"({column} >= {Moment(plan, plan.Calendar.StartOf(period))} and {column} < {Moment(plan, plan.Calendar.EndOf(period))})";
    }

    public override string Undated(RetentionPlan plan, string alias)
    {
        var column = Of(alias, plan.Time);
        return $"({column} is null or {column} < '{TooEarly}' or {column} >= '{TooLate}')";
    }

    public override string Before(RetentionPlan plan, string alias, DateTimeOffset moment) =>
        $"({Of(alias, plan.Time)} >= '{TooEarly}' and {Of(alias, plan.Time)} < {(plan.Time.Kind == ValueKind.Date ? Date(plan.Calendar.DayOf(moment)) : Moment(plan, moment))})";

    public override string LaterThan(RetentionPlan plan, string alias, DateTimeOffset moment)
    {
        var column = Of(alias, plan.Time);
        var bound = plan.Time.Kind == ValueKind.Date ? Date(plan.Calendar.DayOf(moment))
            : plan.Time.Kind == ValueKind.LocalTimestamp ? Reading(plan.Walls.HighestBy(moment)) : Moment(plan, moment);
        return $"({column} > {bound} and {column} < '{TooLate}')";
    }

    public override async Task<DateOnly?> OldestDayAsync(RetentionPlan plan, DateOnly? from, DateTimeOffset before, DbConnection connection, DbTransaction? transaction, CancellationToken cancellationToken)
    {
        var column = Of("r", plan.Time);
        var bound = plan.Time.Kind == ValueKind.Date ? Date(plan.Calendar.DayOf(before)) : Moment(plan, before);
        var start = from is not { } day ? $"'{TooEarly}'" : plan.Time.Kind == ValueKind.Date ? Date(day) : Moment(plan, plan.Calendar.StartOf(day));
        var sql = $"select min({column}) from {plan.RawTable} r where {column} >= {start} and {column} < {bound}";
        return await RetentionCommands.ScalarAsync(connection, transaction, sql, cancellationToken) switch
        {
            DateOnly date => date,
            DateTime moment when plan.Time.Kind == ValueKind.Date => DateOnly.FromDateTime(moment),
            DateTime reading when plan.Time.Kind == ValueKind.LocalTimestamp => plan.Walls.DayOf(reading, plan.Calendar),
            DateTime moment => plan.Calendar.DayOf(new DateTimeOffset(DateTime.SpecifyKind(moment, DateTimeKind.Utc))),
            _ => null,
        };
    }

    public override string IdentityText(string expression) => $"nullif(({expression})::text, '')";

    public override bool MayBeEmpty(ColumnSchema column) => column.Kind is not (ValueKind.Integer or ValueKind.Number) && column.NativeType != "uuid";

    protected override string CoarsenedBy(ColumnSchema column, KeptColumn kept, string expression, RetentionRule rule) => kept.Level switch
    {
        Generalization.Family => PostgresCoarsening.Family(expression),
        Generalization.DeviceClass => PostgresCoarsening.DeviceClass(expression),
        Generalization.Country => PostgresCoarsening.Country(expression),
        Generalization.Region => PostgresCoarsening.Region(expression),
        Generalization.Route => PostgresCoarsening.Route(expression, kept.Values),
        Generalization.TruncateIp => PostgresCoarsening.TruncatedIp(column, expression, kept.Bits4, kept.Bits6),
        Generalization.Hour => $"date_trunc('hour', {Local(column, expression, rule)})",
        _ => $"date_trunc('{Unit(kept.Level)}', {Local(column, expression, rule)})::date",
    };

    public override string Text(string expression) => $"({expression})::text";

    public override string Number(ColumnSchema column, string expression) => column.Kind switch
    {
        ValueKind.Double => $"(case when {expression} > '-infinity' and {expression} < 'infinity' then {expression} end)",
        ValueKind.Number => $"nullif({expression}, 'NaN')",
        _ => expression,
    };

    public override string Instant(RetentionRule rule, string expression) => expression;

    public override string Absolute(ColumnSchema column, string number) => column.Kind switch
    {
        ValueKind.Double => $"abs({number})",
        ValueKind.Integer when column.NativeType != "bigint" => $"abs(({number})::bigint)",
        _ => $"abs(({number})::numeric)",
    };

    public override string Quotient(string dividend, string divisor) => $"{dividend} / {divisor}";

    public override string Ceiling(string number) => $"ceil({number})::bigint";

    public override string Greatest(IReadOnlyList<string> expressions) => $"greatest({string.Join(", ", expressions)})";

    public override string Least(IReadOnlyList<string> expressions) => $"least({string.Join(", ", expressions)})";

    public override string Ordered(string expression, ColumnSchema column, KeptColumn kept) =>
        TypeOf(column, kept.Level) is "text" or "character varying" ? $"{expression} collate \"C\"" : expression;

    public override string Portable(string expression) => $"({expression})::text";

    public override string Native(ColumnSchema column, string portable) => $"({portable})::{column.NativeType}";

    public override string True => "true";

    public override string False => "false";

    public override string PeriodOf(DateOnly day, Generalization level) => Date(RetentionPeriods.First(day, level));

    public override string TypeOf(ColumnSchema column, Generalization level) => level switch
    {
        Generalization.AsIs => column.NativeType,
        Generalization.Hour => "timestamp without time zone",
        Generalization.Day or Generalization.Week or Generalization.Month => "date",
        _ => "text",
    };

    public override ValueKind KindOf(ColumnSchema column, Generalization level) => level switch
    {
        Generalization.AsIs => column.Kind,
        Generalization.Hour => ValueKind.LocalTimestamp,
        Generalization.Day or Generalization.Week or Generalization.Month => ValueKind.Date,
        _ => ValueKind.Text,
    };

    public override string AverageType(ColumnSchema column) => column.Kind == ValueKind.Double ? "double precision" : "numeric";

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

    public override string CreateTemporary(string table, string select) => $"create temporary table {table} on commit drop as {select}";

    public override string DropTemporary(string table) => $"drop table if exists pg_temp.{table}";

    public override IReadOnlyList<string> Analyze(string table) => [$"analyze {table}"];

    // Regular expressions, and nothing else that a row costs, are dear.
    public override bool CoarsensByValue(KeptColumn kept) =>
        kept.Level is Generalization.Family or Generalization.DeviceClass or Generalization.Country or Generalization.Region or Generalization.Route;

    public override string CreateLate(RetentionPlan plan, IReadOnlyList<string> columns) =>
        CreateTemporary(LateRows.Table, $"select {string.Join(", ", columns)} from {plan.RawTable} with no data");

    // What was deleted is what is copied: a row that another transaction took is in neither.
    public override string CopyLate(RetentionPlan plan, IReadOnlyList<string> columns, Func<string, string> which, int limit) =>
        $"with gone as ({DeleteChunk(plan, which, limit)} returning {string.Join(", ", columns.Select(c => $"r.{c}"))}) insert into {LateRows.Table} select * from gone";

    public override string? DeleteLate(RetentionPlan plan, DateOnly period) => null;

    // The condition is asked again outside: row addresses repeat across partitions, and a row may move meanwhile.
    public override string DeleteChunk(RetentionPlan plan, Func<string, string> which, long limit) => string.Create(CultureInfo.InvariantCulture,
        $"delete from {plan.RawTable} as r where r.ctid = any(array(select x.ctid from {plan.RawTable} x where {which("x")} limit {limit})) and {which("r")}");

    public override string Seconds(string expression) => $"extract(epoch from {expression})::bigint";

    private static string Local(ColumnSchema column, string expression, RetentionRule rule)
    {
        var finite = $"case when isfinite({expression}) then {expression} end";
        return column.Kind switch
        {
            ValueKind.Date => $"({finite})::timestamp",
            ValueKind.LocalTimestamp when rule.Zoneless == rule.Zone => $"({finite})",
            ValueKind.LocalTimestamp => $"({finite} at time zone {SqlDialect.Text(rule.Zoneless ?? "UTC")} at time zone {SqlDialect.Text(rule.Zone)})",
            _ => $"({finite} at time zone {SqlDialect.Text(rule.Zone)})",
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

    /// <summary>The first value of the time column that lies after the period.</summary>
    public static string FirstAfter(RetentionPlan plan, DateOnly period) =>
        plan.Time.Kind == ValueKind.Date ? Date(plan.Calendar.Next(period)) : Moment(plan, plan.Calendar.EndOf(period));

    // What is compared is the column itself, so that an index on it serves.
    private static string Moment(RetentionPlan plan, DateTimeOffset moment) => plan.Time.Kind == ValueKind.Timestamp
        ? string.Create(CultureInfo.InvariantCulture, $"timestamptz '{moment.UtcDateTime:yyyy-MM-dd HH:mm:ss.ffffff}+00'")
        : Reading(plan.Walls.BoundAt(moment));

    private static string Reading(DateTime reading) => string.Create(CultureInfo.InvariantCulture, $"timestamp '{reading:yyyy-MM-dd HH:mm:ss.ffffff}'");
}
