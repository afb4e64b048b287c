using System.Data.Common;
using System.Globalization;
using DataRights.Mapping;
using DataRights.Sources;
using DataRights.Sql.Dialects;

namespace DataRights.Sql.Retention;

/// <summary>What differs between databases in retention. Conditions and expressions are over a row of the alias given.</summary>
internal abstract class RetentionDialect
{
    /// <summary>Times before this, or from <see cref="TooLate"/> on, are taken for garbage: counted as undated.</summary>
    public const string TooEarly = "0001-01-03";

    public const string TooLate = "9999-01-01";

    /// <summary>Sets what a connection needs for retention. Idempotent.</summary>
    public abstract Task ConnectAsync(DbConnection connection, CancellationToken cancellationToken);

    /// <summary>Keeps two runners from creating the same table at once; empty where a writer is alone anyway.</summary>
    public abstract string LockForCreation { get; }

    /// <summary>Column definitions of the watermark table.</summary>
    public abstract string WatermarkColumns { get; }

    public abstract string Now { get; }

    /// <summary>Appended to a select to lock its rows for the transaction.</summary>
    public abstract string RowLock { get; }

    /// <summary>Whether rows have an address of their own; otherwise the primary key tells them apart.</summary>
    public abstract Task<bool> HasRowIdAsync(string table, DbConnection connection, DbTransaction? transaction, CancellationToken cancellationToken);

    /// <summary>The problem with the time column's type, null when rows can be dated by it.</summary>
    public abstract string? ProblemWithTime(ColumnSchema time);

    /// <summary>The problem with coarsening that column to that level, null when it can be done.</summary>
    public virtual string? ProblemWithLevel(ColumnSchema column, Generalization level) =>
        level == Generalization.Bands && column.Kind is not (ValueKind.Integer or ValueKind.Number or ValueKind.Double) ? "holds no numbers to put into bands" : null;

    /// <summary>Rows that lie in the period; uses an index on the time column where there is one.</summary>
    public abstract string InPeriod(RetentionPlan plan, string alias, DateOnly period);

    public abstract string Undated(RetentionPlan plan, string alias);

    public abstract string LaterThan(RetentionPlan plan, string alias, DateTimeOffset moment);

    /// <summary>Rows dated before the moment.</summary>
    public abstract string Before(RetentionPlan plan, string alias, DateTimeOffset moment);

    /// <summary>The day of the oldest dated row, from a day on, that may lie before the moment; null when there is none.</summary>
    public abstract Task<DateOnly?> OldestDayAsync(RetentionPlan plan, DateOnly? from, DateTimeOffset before, DbConnection connection, DbTransaction? transaction, CancellationToken cancellationToken);

    /// <summary>The value as text, so that accounts and devices can be told apart and compared.</summary>
    public abstract string IdentityText(string expression);

    /// <summary>Whether a value of the column may be empty though it is not null.</summary>
    public abstract bool MayBeEmpty(ColumnSchema column);

    public string Coarsened(ColumnSchema column, KeptColumn kept, string expression, RetentionRule rule) => kept.Level switch
    {
        Generalization.AsIs => expression,
        Generalization.Bands => Band(kept.Edges, Number(column, expression)),
        Generalization.Only => $"(case when {Text(expression)} is null then null when {Text(expression)} in ({string.Join(", ", kept.Values.Select(SqlDialect.Text))}) then {Text(expression)} else '{KeptColumn.Other}' end)",
        Generalization.Groups => $"(case when {Text(expression)} is null then null {string.Join(' ', kept.Groups.Select(g => $"when {Text(expression)} in ({string.Join(", ", g.Value.Select(SqlDialect.Text))}) then {SqlDialect.Text(g.Key)}"))} else '{KeptColumn.Other}' end)",
        _ => CoarsenedBy(column, kept, expression, rule),
    };

    /// <summary>What each database has its own expression for.</summary>
    protected abstract string CoarsenedBy(ColumnSchema column, KeptColumn kept, string expression, RetentionRule rule);

    /// <summary>The value as that text which coarsening sees.</summary>
    public abstract string Text(string expression);

    /// <summary>The value as a number that can be added up; null when it is none.</summary>
    public abstract string Number(ColumnSchema column, string expression);

    /// <summary>The time column as something that sorts by time.</summary>
    public abstract string Instant(RetentionRule rule, string expression);

    /// <summary>The absolute value, of a type in which every one has its place.</summary>
    public abstract string Absolute(ColumnSchema column, string number);

    public abstract string Quotient(string dividend, string divisor);

    public abstract string Ceiling(string number);

    /// <summary>The largest of expressions that are not null.</summary>
    public abstract string Greatest(IReadOnlyList<string> expressions);

    public abstract string Least(IReadOnlyList<string> expressions);

    /// <summary>By what to sort so that equal dimensions stand together: any order will do, so the cheapest.</summary>
    public abstract string Ordered(string expression, ColumnSchema column, KeptColumn kept);

    /// <summary>A value as it can be kept in a temporary table beside those of other columns.</summary>
    public abstract string Portable(string expression);

    /// <summary>Such a value as one of the column's type again.</summary>
    public abstract string Native(ColumnSchema column, string portable);

    public abstract string True { get; }

    public abstract string False { get; }

    /// <summary>The type of <c>residual</c>.</summary>
    public const string FlagType = "boolean";

    /// <summary>The day, week or month that the day lies in.</summary>
    public abstract string PeriodOf(DateOnly day, Generalization level);

    public abstract string TypeOf(ColumnSchema column, Generalization level);

    public abstract ValueKind KindOf(ColumnSchema column, Generalization level);

    /// <summary>The type of a sum over the column; null when it holds no numbers.</summary>
    public abstract string? SumType(ColumnSchema column);

    /// <summary>The type of an average over such a column.</summary>
    public abstract string AverageType(ColumnSchema column);

    public abstract string CountType { get; }

    /// <summary>Whether a table's column can hold what a column of the type and kind would.</summary>
    public abstract bool Holds(ColumnSchema existing, string type, ValueKind kind);

    /// <summary>A temporary table of what is selected, of a quoted name. It lives no longer than the transaction.</summary>
    public abstract string CreateTemporary(string table, string select);

    public abstract string DropTemporary(string table);

    /// <summary>The same, which lives as long as its connection.</summary>
    public static string KeepTemporary(string table, string select) => $"create temporary table {table} as {select}";

    /// <summary>Lets the planner know what is in a temporary table.</summary>
    public abstract IReadOnlyList<string> Analyze(string table);

    /// <summary>Whether coarsening to that level costs so much that it is done once for each value of a period rather than for each row.</summary>
    public abstract bool CoarsensByValue(KeptColumn kept);

    /// <summary>An empty temporary table for the columns of late rows, which are quoted.</summary>
    public abstract string CreateLate(RetentionPlan plan, IReadOnlyList<string> columns);

    /// <summary>Takes at most so many of the late rows for which a condition holds into it.</summary>
    public abstract string CopyLate(RetentionPlan plan, IReadOnlyList<string> columns, Func<string, string> which, int limit);

    /// <summary>Deletes the rows that were copied; null when copying does.</summary>
    public abstract string? DeleteLate(RetentionPlan plan, DateOnly period);

    /// <summary>Deletes at most the given number of the rows for which a condition holds, which is given for an alias.</summary>
    public abstract string DeleteChunk(RetentionPlan plan, Func<string, string> which, long limit);

    /// <summary>Appended to a select so that its rows stay as they are for the transaction, while others may do the same.</summary>
    public abstract string SharedLock { get; }

    /// <summary>Selects the database's own clock as Unix seconds with a fraction; null where it has none of its own.</summary>
    public abstract string? Clock { get; }

    /// <summary>A moment as written by <see cref="Now"/>, in Unix seconds.</summary>
    public abstract string Seconds(string expression);

    /// <summary>The type of a moment as written by <see cref="Now"/>.</summary>
    public abstract string MomentType { get; }

    private static string Band(IReadOnlyList<decimal> edges, string number)
    {
        static string T(decimal edge) => edge.ToString("0.############################", CultureInfo.InvariantCulture);
        var between = edges.Skip(1).Select((e, i) => $" when {number} < {T(e)} then '{T(edges[i])}..<{T(e)}'");
        return $"(case when {number} is null then null when {number} < {T(edges[0])} then '<{T(edges[0])}'{string.Concat(between)} else '>={T(edges[^1])}' end)";
    }
}
