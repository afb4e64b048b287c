using System.Data.Common;
using DataRights.Mapping;
using DataRights.Mapping.Expressions;
using DataRights.Sources;
using DataRights.Sql.Schema;

namespace DataRights.Sql.Dialects;

/// <summary>What differs between databases; everything else is composed once by the compiler.</summary>
internal abstract class SqlDialect
{
    public abstract ISchemaReader Schema { get; }

    /// <summary>Sets what a connection needs before its first statement. Idempotent.</summary>
    public abstract Task PrepareAsync(DbConnection connection, CancellationToken cancellationToken);

    /// <summary>The code of a driver failure and whether it may pass by itself; null when the exception is not the driver's.</summary>
    public abstract SqlFault? Classify(Exception exception);

    /// <summary>Begins a transaction that reads one consistent view and can't write.</summary>
    public abstract Task<DbTransaction> BeginReadAsync(DbConnection connection, CancellationToken cancellationToken);

    /// <summary>Begins a transaction that reads one consistent view and writes nothing but temporary tables.</summary>
    public abstract Task<DbTransaction> BeginLocateAsync(DbConnection connection, CancellationToken cancellationToken);

    /// <summary>Begins a transaction that will write; takes the write lock first where the database has only one.</summary>
    public abstract Task<DbTransaction> BeginWriteAsync(DbConnection connection, CancellationToken cancellationToken);

    public static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    public static string Table(string from) => string.Join('.', SourceSchema.Normalize(from).Split('.').Select(Quote));

    /// <summary>A text literal.</summary>
    public static string Text(string value) => $"'{value.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>The value in the canonical text of a <see cref="Key"/>.</summary>
    public abstract string KeyText(string expression, ColumnSchema column);

    /// <summary>The column's own type back from canonical text.</summary>
    public abstract string FromKeyText(string expression, ColumnSchema column);

    /// <summary>A select of one row (<c>c0, c1, …</c>) for each element of a JSON array of arrays of key texts, in the columns' own types.</summary>
    public abstract string KeyRows(string parameter, IReadOnlyList<ColumnSchema> columns);

    /// <summary>A null of the column's type.</summary>
    public abstract string NullOf(ColumnSchema column);

    /// <summary>Whether a recursive query may hold several recursive terms; otherwise they go into one lateral union.</summary>
    public abstract bool SeveralRecursiveTerms { get; }

    public abstract string Transformed(string expression, JoinTransform transform);

    /// <summary>Folds case for comparison with a normalized e-mail address.</summary>
    public abstract string FoldedFor(string expression, string normalized);

    public abstract string Constant(Literal literal);

    /// <summary>The condition, false where SQL would say null.</summary>
    public abstract string IsTrue(string condition);

    /// <summary>Null-safe inequality.</summary>
    public abstract string IsDistinct(string left, string right);

    /// <summary>How the column is selected, so that <see cref="WriteValue"/> loses nothing.</summary>
    public abstract string Selected(string expression, ColumnSchema column);

    /// <summary>Hands the value to the writer in its own type.</summary>
    public abstract void WriteValue(DbDataReader reader, int ordinal, ColumnSchema column, IValueWriter writer);

    /// <summary>The replacement for a column (see <see cref="AnonymizerKind"/>).</summary>
    public abstract string Replacement(ColumnAnonymizer anonymizer, string expression, ColumnSchema column);

    /// <summary>The value as something that can be compared for equality.</summary>
    public virtual string Comparable(string expression, ColumnSchema column) => expression;

    /// <summary>The column's own type out of a text that anybody may have written: null when it is no canonical text of that type.</summary>
    public abstract string FromAnyText(string expression, ColumnSchema column);

    /// <summary>A field of the JSON in a column as text; null when there is none, it is null, or the column holds no JSON.</summary>
    public abstract string Field(string expression, ColumnSchema column, JsonPath path);

    /// <summary>A relation of the values (<c>v</c>, as text) in an array, in JSON or the database's own; empty when there is none.</summary>
    public abstract string Elements(string expression, ColumnSchema column, JsonPath? path);

    /// <summary>The column with an array from which the values (<c>dr_e.v</c>) for which the condition holds are taken out; the others keep their order.</summary>
    public abstract string WithoutElements(string expression, ColumnSchema column, JsonPath? path, string condition);

    /// <summary>The column with those fields of its JSON replaced that it has. What is no JSON, and could hide anything, becomes a JSON null.</summary>
    public abstract string WithFields(string expression, ColumnSchema column, IReadOnlyList<ColumnAnonymizer> fields);

    /// <summary>The end of a retained row's time as a UTC timestamp text <c>yyyy-MM-ddTHH:mm:ssZ</c>, null for a null date.</summary>
    public abstract string Until(UntilRule rule, string expression, ColumnSchema column);

    /// <summary>Creates an empty temporary table for the transaction.</summary>
    public abstract string CreateTemporary(string name, IReadOnlyList<ColumnSchema> columns);

    /// <summary>An order that is the same on every server, whatever its collation.</summary>
    public abstract string Ordered(string expression, ColumnSchema column);

    /// <summary>Whether values of the column stand in the order in which <see cref="Ordered"/> puts them when they are compared with <see cref="Following"/>.</summary>
    public abstract bool CanFollow(ColumnSchema column);

    /// <summary>A value of a key (see <see cref="Reading.KeyValue"/>) to compare <see cref="Ordered"/> columns with.</summary>
    public abstract string Following(string value, ColumnSchema column, SqlStatement statement);

    /// <summary>
    /// Deletes from several tables that refer to each other in a cycle; each pair is a table and the condition on its rows
    /// (alias <c>t</c>). One result row holds the counts.
    /// </summary>
    public abstract IReadOnlyList<string> DeleteTogether(IReadOnlyList<(string Table, string Condition)> parts);

    /// <summary>Statements to run first in a writing transaction (deferred constraints, lock timeouts).</summary>
    public abstract IReadOnlyList<string> BeforeWriting { get; }

    /// <summary>Appended to a select of rows to lock them for the transaction; empty where the whole database is locked.</summary>
    public abstract string RowLock { get; }

    /// <summary>The definition of the table of the system's own record of effects.</summary>
    public abstract string CreateEffects { get; }

    /// <summary>Counts that table: 1 where it is, 0 where it is not.</summary>
    public abstract string CountEffectTables { get; }

    /// <summary>What makes joins on a temporary table and slices of it quick. May be run again.</summary>
    public abstract IReadOnlyList<string> AfterFilling(string name, IReadOnlyList<string> key, long rows);

    /// <summary>Whether <c>delete … using</c> joins the table with others.</summary>
    public abstract bool CanDeleteUsing { get; }

    /// <summary>Ends a subquery that is to be worked out before what is asked of its rows.</summary>
    public abstract string Barrier { get; }

    /// <summary>Statements to run first in the transaction of a batch: short waits.</summary>
    public abstract IReadOnlyList<string> BeforeBatch { get; }

    /// <summary>Statements after which the rows of a batch are looked up one by one until the transaction ends.</summary>
    public abstract IReadOnlyList<string> RowByRow { get; }

    /// <summary>Drops the session's temporary tables, whatever they are. A connection that is broken is left as it is.</summary>
    public abstract Task ForgetTablesAsync(DbConnection connection);

    /// <summary>The value as text.</summary>
    public abstract string AsText(string expression);

    /// <summary>The condition that a text contains another, taken literally, in lower-case ASCII; case counts in no other letter.</summary>
    public abstract string Contains(string text, string lowered);

    /// <summary>From now on statements of the transaction fail when they take longer, with a code that <see cref="IsTimeUp"/> knows, until the result is disposed of.</summary>
    public abstract Task<IAsyncDisposable> LimitTimeAsync(DbConnection connection, DbTransaction transaction, TimeSpan within, CancellationToken cancellationToken);

    public abstract bool IsTimeUp(string code);

    /// <summary>Null-safe equality.</summary>
    public string IsSame(string left, string right) => $"not ({IsDistinct(left, right)})";

    /// <summary>Reads a temporary table in pages, in the order given.</summary>
    public abstract IAsyncEnumerable<(long Rows, ReadOnlyMemory<byte> Content)> ReadPagesAsync(
        DbConnection connection, DbTransaction? transaction, string from, IReadOnlyList<ColumnSchema> columns, CancellationToken cancellationToken);

    /// <summary>Puts a page back into a temporary table with the same columns.</summary>
    public abstract Task LoadPageAsync(DbConnection connection, DbTransaction? transaction, string table, IReadOnlyList<ColumnSchema> columns, ReadOnlyMemory<byte> content, CancellationToken cancellationToken);
}
