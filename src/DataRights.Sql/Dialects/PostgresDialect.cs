using System.Data;
using System.Data.Common;
using DataRights.Mapping;
using DataRights.Mapping.Expressions;
using DataRights.Sources;
using DataRights.Sql.Schema;
using Npgsql;

namespace DataRights.Sql.Dialects;

/// <summary>PostgreSQL 14 and later.</summary>
internal sealed class PostgresDialect : SqlDialect
{
    private static readonly HashSet<string> TransientStates = ["40001", "40P01", "55P03", "57014", "57P01", "57P02", "57P03", "53300", "53400"];

    public override ISchemaReader Schema { get; } = new PostgresSchemaReader();

    public override bool SeveralRecursiveTerms => false;

    public override string RowLock => " for update";

    public override IReadOnlyList<string> BeforeWriting { get; } =
        ["set local lock_timeout = '10s'", "set local idle_in_transaction_session_timeout = '10min'", "set constraints all deferred"];

    public override string CreateEffects =>
        """
        create table if not exists data_rights_effects (
          request text not null, step text not null, epoch bigint not null, outcome text not null,
          primary key (request, step))
        """;

    public override string CountEffectTables => "select count(*) from (select to_regclass('data_rights_effects') as found) t where found is not null";

    // Output settings travel in the connection string (see PostgresConnections); nothing is left to do here.
    public override Task PrepareAsync(DbConnection connection, CancellationToken cancellationToken) => Task.CompletedTask;

    public override SqlFault? Classify(Exception exception) => exception switch
    {
        PostgresException e => new SqlFault($"postgres-{e.SqlState}", e.IsTransient || TransientStates.Contains(e.SqlState) || e.SqlState.StartsWith("08", StringComparison.Ordinal)),

        // A password source has its own reasons; the driver wraps them.
        NpgsqlException { InnerException: SourceException e } => new SqlFault(e.Code, e.IsTransient),
        NpgsqlException or TimeoutException or IOException or System.Net.Sockets.SocketException => new SqlFault("unreachable", true),

        // A command on a connection that broke meanwhile finds its connector disposed of.
        ObjectDisposedException => new SqlFault("unreachable", true),
        _ => null,
    };

    public override async Task<DbTransaction> BeginReadAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "set transaction read only";
        await command.ExecuteNonQueryAsync(cancellationToken);
        return transaction;
    }

    public override async Task<DbTransaction> BeginLocateAsync(DbConnection connection, CancellationToken cancellationToken) =>
        await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);

    public override async Task<DbTransaction> BeginWriteAsync(DbConnection connection, CancellationToken cancellationToken) =>
        await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken);

    public override string KeyText(string expression, ColumnSchema column) =>
        column.Kind == ValueKind.Bytes ? $"encode({expression}, 'hex')" : $"({expression})::text";

    public override string FromKeyText(string expression, ColumnSchema column) =>
        column.Kind == ValueKind.Bytes ? $"decode({expression}, 'hex')" : $"({expression})::{column.NativeType}";

    public override string KeyRows(string parameter, IReadOnlyList<ColumnSchema> columns) =>
        $"select {string.Join(", ", columns.Select((c, i) => $"{FromKeyText($"(j.e->>{i})", c)} as c{i}"))} from jsonb_array_elements({parameter}::text::jsonb) as j(e)";

    public override string NullOf(ColumnSchema column) => $"null::{column.NativeType}";

    public override string Transformed(string expression, JoinTransform transform) => transform switch
    {
        JoinTransform.None => expression,
        JoinTransform.Lower => $"lower({expression})",
        JoinTransform.Md5 => $"md5({expression}::text)",
        JoinTransform.Sha256 => $"encode(sha256(convert_to({expression}::text, 'UTF8')), 'hex')",
        _ => throw new ArgumentOutOfRangeException(nameof(transform)),
    };

    public override string FoldedFor(string expression, string normalized) => $"lower({expression})";

    public override string Constant(Literal literal) => literal.Kind switch
    {
        LiteralKind.Boolean => literal.Text,
        LiteralKind.Number => literal.Text,
        _ => Text(literal.Text),
    };

    public override string IsTrue(string condition) => $"({condition}) is true";

    public override string IsDistinct(string left, string right) => $"{left} is distinct from {right}";

    public override string Selected(string expression, ColumnSchema column) => PostgresValues.Selected(expression, column);

    public override void WriteValue(DbDataReader reader, int ordinal, ColumnSchema column, IValueWriter writer) =>
        PostgresValues.Write(reader, ordinal, column, writer);

    public override string Replacement(ColumnAnonymizer anonymizer, string expression, ColumnSchema column) => anonymizer.Kind switch
    {
        AnonymizerKind.Null => NullOf(column),
        // Not cast when the column holds text: a cast cuts off in silence what an assignment refuses as too long.
        AnonymizerKind.Constant when column.Kind == ValueKind.Text => Text(anonymizer.Argument!),
        AnonymizerKind.Constant => $"{Text(anonymizer.Argument!)}::{column.NativeType}",
        AnonymizerKind.Unique => $"({Text(anonymizer.Argument!)} || replace(gen_random_uuid()::text, '-', ''))",
        AnonymizerKind.TruncateIp =>
            $"(case when {expression} is null then null else host(network(set_masklen({expression}::text::inet, case family({expression}::text::inet) when 4 then 24 else 48 end))) end)::{column.NativeType}",
        _ => throw new ArgumentOutOfRangeException(nameof(anonymizer)),
    };

    public override string Comparable(string expression, ColumnSchema column) => column.NativeType == "json" ? $"({expression})::text" : expression;

    public override string FromAnyText(string expression, ColumnSchema column) => column.Kind switch
    {
        ValueKind.Text => expression,
        ValueKind.Integer => $"case when {expression} ~ '^(0|-?[1-9][0-9]{{0,18}})$' then case when {expression}::numeric between -9223372036854775808 and 9223372036854775807 then {expression}::bigint end end",
        ValueKind.Uuid => $"case when {expression} ~ '^[0-9a-f]{{8}}-([0-9a-f]{{4}}-){{3}}[0-9a-f]{{12}}$' then {expression}::uuid end",
        _ => FromKeyText(expression, column),
    };

    public override string Field(string expression, ColumnSchema column, JsonPath path) => PostgresJson.Field(expression, column, path);

    public override string Elements(string expression, ColumnSchema column, JsonPath? path) => PostgresJson.Elements(expression, column, path);

    public override string WithoutElements(string expression, ColumnSchema column, JsonPath? path, string condition) => PostgresJson.WithoutElements(expression, column, path, condition);

    public override string WithFields(string expression, ColumnSchema column, IReadOnlyList<ColumnAnonymizer> fields) => PostgresJson.WithFields(expression, column, fields);

    public override string AsText(string expression) => $"({expression})::text";

    // In the C collation lower() knows ASCII only, whatever the database's language.
    public override string Contains(string text, string lowered) => $"strpos(lower({text} collate \"C\"), {lowered}) > 0";

    public override async Task<IAsyncDisposable> LimitTimeAsync(DbConnection connection, DbTransaction transaction, TimeSpan within, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = FormattableString.Invariant($"set local statement_timeout = {(long)within.TotalMilliseconds}");
        await command.ExecuteNonQueryAsync(cancellationToken);

        // The setting ends with the transaction.
        return new TimeLimit(() => { });
    }

    public override bool IsTimeUp(string code) => code == "postgres-57014";

    public override string Until(UntilRule rule, string expression, ColumnSchema column)
    {
        // Plain timestamps and dates are read as UTC: the archive and the receipt speak UTC throughout.
        var moment = column.Kind == ValueKind.Timestamp ? $"(({expression}) at time zone 'UTC')" : $"({expression})::timestamp";
        var start = rule.Base switch
        {
            UntilBase.EndOfYear => $"(date_trunc('year', {moment}) + interval '1 year')",
            UntilBase.EndOfMonth => $"(date_trunc('month', {moment}) + interval '1 month')",
            _ => moment,
        };
        var end = $"{start} + interval '{rule.Add}'";

        // A year of five digits stands for "never" in many a table: as good as no date.
        return $"case when {end} < timestamp '10000-01-01' then to_char({end}, 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"') end";
    }

    public override string CreateTemporary(string name, IReadOnlyList<ColumnSchema> columns) =>
        $"create temporary table {Quote(name)} ({string.Join(", ", columns.Select(c => $"{Quote(c.Name)} {c.NativeType}"))})";

    public override string Ordered(string expression, ColumnSchema column) =>
        column.Kind == ValueKind.Text ? $"{expression} collate \"C\"" : expression;

    public override bool CanFollow(ColumnSchema column) =>
        column.Kind is ValueKind.Text or ValueKind.Integer or ValueKind.Number or ValueKind.Uuid or ValueKind.Date or ValueKind.Timestamp or ValueKind.LocalTimestamp;

    public override string Following(string value, ColumnSchema column, SqlStatement statement) =>
        Ordered(FromKeyText(statement.Parameter(value[2..]), column), column);

    // Foreign keys are checked when the whole statement has run, so one statement takes a cycle apart.
    public override IReadOnlyList<string> DeleteTogether(IReadOnlyList<(string Table, string Condition)> parts)
    {
        var deletes = parts.Select((p, i) => $"d{i} as (delete from {p.Table} t where {p.Condition} returning 1)");
        var counts = parts.Select((_, i) => $"(select count(*) from d{i})");
        return [$"with {string.Join(", ", deletes)} select {string.Join(", ", counts)}"];
    }

    // A small table is read whole anyway, and each index costs the catalogue.
    public override IReadOnlyList<string> AfterFilling(string name, IReadOnlyList<string> key, long rows) => rows switch
    {
        < 200 => [],
        < 2_000 => [$"analyze {Quote(name)}"],
        _ => [$"create index if not exists {Quote($"{name}_n")} on {Quote(name)} (dr_n)", $"analyze {Quote(name)}"],
    };

    public override bool CanDeleteUsing => true;

    public override string Barrier => " offset 0";

    // The driver discards them when the connection goes back to its pool.
    public override Task ForgetTablesAsync(DbConnection connection) => Task.CompletedTask;

    public override IReadOnlyList<string> BeforeBatch { get; } =
    [
        "set local lock_timeout = '2s'", "set local statement_timeout = '30s'", "set constraints all deferred",
    ];

    public override IReadOnlyList<string> RowByRow { get; } =
        ["set local enable_hashjoin = off", "set local enable_mergejoin = off", "set local enable_material = off"];

    public override IAsyncEnumerable<(long Rows, ReadOnlyMemory<byte> Content)> ReadPagesAsync(
        DbConnection connection, DbTransaction? transaction, string from, IReadOnlyList<ColumnSchema> columns, CancellationToken cancellationToken) =>
        PostgresPages.ReadAsync((NpgsqlConnection)connection, from, columns, cancellationToken);

    public override Task LoadPageAsync(DbConnection connection, DbTransaction? transaction, string table, IReadOnlyList<ColumnSchema> columns, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        PostgresPages.LoadAsync((NpgsqlConnection)connection, table, columns, content, cancellationToken);
}
