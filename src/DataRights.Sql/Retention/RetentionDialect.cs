using System.Data.Common;
using DataRights.Mapping;
using DataRights.Sources;

namespace DataRights.Sql.Retention;

/// <summary>What differs between databases in retention. Conditions and expressions are over a row of the alias given.</summary>
internal abstract class RetentionDialect
{
    /// <summary>Times before this, or from <see cref="TooLate"/> on, are taken for garbage: counted as undated.</summary>
    protected const string TooEarly = "0001-01-03";

    protected const string TooLate = "9999-01-01";

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
    public abstract string? ProblemWithLevel(ColumnSchema column, Generalization level);

    /// <summary>Rows that lie in the period; uses an index on the time column where there is one.</summary>
    public abstract string InPeriod(RetentionPlan plan, string alias, DateOnly period);

    public abstract string Undated(RetentionPlan plan, string alias);

    public abstract string LaterThan(RetentionPlan plan, string alias, DateTimeOffset moment);

    /// <summary>The day of the oldest dated row, from a day on, that may lie before the moment; null when there is none.</summary>
    public abstract Task<DateOnly?> OldestDayAsync(RetentionPlan plan, DateOnly? from, DateTimeOffset before, DbConnection connection, DbTransaction? transaction, CancellationToken cancellationToken);

    /// <summary>The value as text, so that accounts and devices can be told apart and compared.</summary>
    public abstract string IdentityText(string expression);

    public abstract string Coarsened(ColumnSchema column, Generalization level, string expression, string zone);

    /// <summary>The day, week or month that the day lies in.</summary>
    public abstract string PeriodOf(DateOnly day, Generalization level);

    public abstract string TypeOf(ColumnSchema column, Generalization level);

    public abstract ValueKind KindOf(ColumnSchema column, Generalization level);

    /// <summary>The type of a sum over the column; null when it holds no numbers.</summary>
    public abstract string? SumType(ColumnSchema column);

    public abstract string CountType { get; }

    /// <summary>Whether a table's column can hold what a column of the type and kind would.</summary>
    public abstract bool Holds(ColumnSchema existing, string type, ValueKind kind);

    public abstract string CreateCells(string select);

    /// <summary>Run after the cells were used, and before they are made: they live no longer than the transaction.</summary>
    public abstract string DropCells { get; }

    /// <summary>Deletes at most the given number of rows in the period.</summary>
    public abstract string DeleteChunk(RetentionPlan plan, DateOnly period, int limit);
}
