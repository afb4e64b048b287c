using System.Data.Common;
using System.Diagnostics;
using DataRights.Mapping.Expressions;
using DataRights.Mapping;
using DataRights.Sources;
using DataRights.Sql.Reading;
using DataRights.Sql.Schema;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace DataRights.Sql.Dialects;

/// <summary>SQLite 3.41 and later, as bundled.</summary>
internal sealed class SqliteDialect : SqlDialect
{
    // SQLITE_BUSY, SQLITE_LOCKED, SQLITE_IOERR, SQLITE_CANTOPEN (the file may come back), SQLITE_FULL.
    private static readonly HashSet<int> TransientCodes = [5, 6, 10, 14, 13];

    public override ISchemaReader Schema { get; } = new SqliteSchemaReader();

    public override bool SeveralRecursiveTerms => true;

    public override string RowLock => "";

    public override IReadOnlyList<string> BeforeWriting { get; } = ["pragma defer_foreign_keys = on"];

    public override string CreateEffects =>
        """
        create table if not exists data_rights_effects (
          request text not null, step text not null, epoch integer not null, outcome text not null,
          primary key (request, step)) without rowid
        """;

    public override string CountEffectTables => "select count(*) from sqlite_schema where type = 'table' and name = 'data_rights_effects'";

    public override async Task PrepareAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        SqliteFunctions.Register((SqliteConnection)connection);
        await using var command = connection.CreateCommand();
        command.CommandText = "pragma foreign_keys = on; pragma busy_timeout = 30000; pragma temp_store = file;";
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public override SqlFault? Classify(Exception exception) => exception is SqliteException e
        ? new SqlFault(FormattableString.Invariant($"sqlite-{e.SqliteExtendedErrorCode}"), TransientCodes.Contains(e.SqliteErrorCode))
        : null;

    public override Task<DbTransaction> BeginReadAsync(DbConnection connection, CancellationToken cancellationToken) =>
        Task.FromResult<DbTransaction>(((SqliteConnection)connection).BeginTransaction(deferred: true));

    public override Task<DbTransaction> BeginLocateAsync(DbConnection connection, CancellationToken cancellationToken) => BeginReadAsync(connection, cancellationToken);

    public override Task<DbTransaction> BeginWriteAsync(DbConnection connection, CancellationToken cancellationToken) =>
        Task.FromResult<DbTransaction>(((SqliteConnection)connection).BeginTransaction(deferred: false));

    // A column without a declared type may hold anything, and most often holds no bytes.
    public override string KeyText(string expression, ColumnSchema column) =>
        column.NativeType.Length == 0 ? $"case typeof({expression}) when 'blob' then 'x:' || lower(hex({expression})) else cast({expression} as text) end"
        : column.Kind == ValueKind.Bytes ? $"lower(hex({expression}))"
        : $"cast({expression} as text)";

    public override string FromKeyText(string expression, ColumnSchema column) => column.Kind switch
    {
        _ when column.NativeType.Length == 0 => $"case when substr({expression}, 1, 2) = 'x:' then unhex(substr({expression}, 3)) else {Whole(expression)} end",
        ValueKind.Integer or ValueKind.Boolean => Whole(expression),
        ValueKind.Double => $"cast({expression} as real)",
        ValueKind.Number => $"cast({expression} as numeric)",
        ValueKind.Bytes => $"unhex({expression})",
        _ => $"cast({expression} as text)",
    };

    // SQLite casts any other text to 0, and nought may be somebody else's key.
    private static string Whole(string expression) =>
        $"case when cast(cast({expression} as integer) as text) = {expression} then cast({expression} as integer) else {expression} end";

    public override string KeyRows(string parameter, IReadOnlyList<ColumnSchema> columns) =>
        $"select {string.Join(", ", columns.Select((c, i) => $"{FromKeyText($"json_extract(j.value, '$[{i}]')", c)} as c{i}"))} from json_each({parameter}) as j";

    public override string NullOf(ColumnSchema column) => "null";

    public override string Transformed(string expression, JoinTransform transform) => transform switch
    {
        JoinTransform.None => expression,
        JoinTransform.Lower => $"lower({expression})",
        JoinTransform.Md5 => $"dr_md5({expression})",
        JoinTransform.Sha256 => $"dr_sha256({expression})",
        _ => throw new ArgumentOutOfRangeException(nameof(transform)),
    };

    // SQLite's own lower() knows ASCII only, but an index on it can serve; ours folds all of Unicode and scans.
    public override string FoldedFor(string expression, string normalized) =>
        System.Text.Ascii.IsValid(normalized) ? $"lower({expression})" : $"dr_lower({expression})";

    public override string Constant(Literal literal) => literal.Kind switch
    {
        LiteralKind.Boolean => literal.Text == "true" ? "1" : "0",
        LiteralKind.Number => literal.Text,
        _ => Text(literal.Text),
    };

    public override string IsTrue(string condition) => $"ifnull(({condition}), 0)";

    public override string IsDistinct(string left, string right) => $"{left} is not {right}";

    public override string Selected(string expression, ColumnSchema column) => expression;

    public override void WriteValue(DbDataReader reader, int ordinal, ColumnSchema column, IValueWriter writer) =>
        SqliteValues.Write((SqliteDataReader)reader, ordinal, column, writer);

    public override string Replacement(ColumnAnonymizer anonymizer, string expression, ColumnSchema column) => anonymizer.Kind switch
    {
        AnonymizerKind.Null => "null",
        AnonymizerKind.Constant => FromKeyText(Text(anonymizer.Argument!), column),
        AnonymizerKind.Unique => $"({Text(anonymizer.Argument!)} || lower(hex(randomblob(16))))",
        AnonymizerKind.TruncateIp => $"dr_truncate_ip({expression})",
        _ => throw new ArgumentOutOfRangeException(nameof(anonymizer)),
    };

    // Any text is compared as itself: what is no whole number equals none.
    public override string FromAnyText(string expression, ColumnSchema column) => FromKeyText(expression, column);

    public override string Field(string expression, ColumnSchema column, JsonPath path) => SqliteJson.Field(expression, path);

    public override string Elements(string expression, ColumnSchema column, JsonPath? path) => SqliteJson.Elements(expression, path);

    public override string WithoutElements(string expression, ColumnSchema column, JsonPath? path, string condition) => SqliteJson.WithoutElements(expression, path, condition);

    public override string WithFields(string expression, ColumnSchema column, IReadOnlyList<ColumnAnonymizer> fields) => SqliteJson.WithFields(expression, fields);

    public override string AsText(string expression) => $"cast({expression} as text)";

    public override string Contains(string text, string lowered) => $"instr(lower({text}), {lowered}) > 0";

    public override Task<IAsyncDisposable> LimitTimeAsync(DbConnection connection, DbTransaction transaction, TimeSpan within, CancellationToken cancellationToken)
    {
        var handle = ((SqliteConnection)connection).Handle;
        var began = Stopwatch.GetTimestamp();
        raw.sqlite3_progress_handler(handle, 1000, _ => Stopwatch.GetElapsedTime(began) > within || cancellationToken.IsCancellationRequested ? 1 : 0, null);
        return Task.FromResult<IAsyncDisposable>(new TimeLimit(() => raw.sqlite3_progress_handler(handle, 0, null, null)));
    }

    // SQLITE_INTERRUPT.
    public override bool IsTimeUp(string code) => code == "sqlite-9";

    public override string Until(UntilRule rule, string expression, ColumnSchema column)
    {
        var start = rule.Base switch
        {
            UntilBase.EndOfYear => ", 'start of year', '+1 year'",
            UntilBase.EndOfMonth => ", 'start of month', '+1 month'",
            _ => "",
        };
        var add = FormattableString.Invariant(
            $", '+{rule.Add.Years} years', '+{rule.Add.Months} months', '+{rule.Add.Days} days', '+{(long)rule.Add.Time.TotalSeconds} seconds'");
        return $"strftime('%Y-%m-%dT%H:%M:%SZ', {expression}{start}{add})";
    }

    public override string CreateTemporary(string name, IReadOnlyList<ColumnSchema> columns) =>
        $"create temporary table {Quote(name)} ({string.Join(", ", columns.Select(c => $"{Quote(c.Name)} {c.NativeType}"))})";

    public override string Ordered(string expression, ColumnSchema column) => expression;

    // What a decimal, date or boolean column holds is not read as it is stored, or not always.
    public override bool CanFollow(ColumnSchema column) => column.Kind is ValueKind.Text or ValueKind.Integer or ValueKind.Uuid;

    // The plus takes the cast's affinity away, so that the column's own decides, as it does when rows are put in order.
    public override string Following(string value, ColumnSchema column, SqlStatement statement) =>
        value.StartsWith(KeyValue.Whole, StringComparison.Ordinal) ? $"+cast({statement.Parameter(value[2..])} as integer)" : statement.Parameter(value[2..]);

    // Foreign keys are deferred to the commit, so one after the other will do.
    public override IReadOnlyList<string> DeleteTogether(IReadOnlyList<(string Table, string Condition)> parts) =>
        [.. parts.Select(p => $"delete from {p.Table} as t where {p.Condition}")];

    public override IReadOnlyList<string> AfterFilling(string name, IReadOnlyList<string> key, long rows) =>
    [
        $"create index if not exists temp.{Quote($"{name}_key")} on {Quote(name)} ({string.Join(", ", key.Select(Quote))})",
        $"create index if not exists temp.{Quote($"{name}_n")} on {Quote(name)} (dr_n)",
    ];

    public override bool CanDeleteUsing => false;

    public override string Barrier => " limit -1";

    public override async Task ForgetTablesAsync(DbConnection connection)
    {
        var names = new List<string>();
        await using var command = connection.CreateCommand();
        command.CommandText = "select name from sqlite_temp_schema where type = 'table' and name like 'dr\\_%' escape '\\'";
        await using (var reader = await command.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
            {
                names.Add(reader.GetString(0));
            }
        }

        foreach (var name in names)
        {
            command.CommandText = $"drop table temp.{Quote(name)}";
            await command.ExecuteNonQueryAsync();
        }
    }

    public override IReadOnlyList<string> BeforeBatch => BeforeWriting;

    public override IReadOnlyList<string> RowByRow => [];

    public override IAsyncEnumerable<(long Rows, ReadOnlyMemory<byte> Content)> ReadPagesAsync(
        DbConnection connection, DbTransaction? transaction, string from, IReadOnlyList<ColumnSchema> columns, CancellationToken cancellationToken) =>
        SqlitePages.ReadAsync((SqliteConnection)connection, (SqliteTransaction?)transaction, from, columns, cancellationToken);

    public override Task LoadPageAsync(DbConnection connection, DbTransaction? transaction, string table, IReadOnlyList<ColumnSchema> columns, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        SqlitePages.LoadAsync((SqliteConnection)connection, (SqliteTransaction?)transaction, table, columns, content, cancellationToken);
}
