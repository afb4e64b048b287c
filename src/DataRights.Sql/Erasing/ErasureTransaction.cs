using System.Data.Common;
using System.Globalization;
using DataRights.Mapping;
using DataRights.Mapping.Expressions;
using DataRights.Sources;
using DataRights.Sql.Compile;
using DataRights.Sql.Dialects;

namespace DataRights.Sql.Erasing;

/// <summary>The inside of an erasure: capture into temporary tables, apply leaves first, check that nothing is left.</summary>
internal sealed class ErasureTransaction
{
    private readonly SqlDatabase database;
    private readonly DbConnection connection;
    private readonly DbTransaction transaction;
    private readonly Erasure erasure;
    private readonly MappedSchema schema;
    private readonly Dictionary<string, CapturedTable> captured = [];

    private ErasureTransaction(SqlDatabase database, DbConnection connection, DbTransaction transaction, Erasure erasure, MappedSchema schema)
    {
        this.database = database;
        this.connection = connection;
        this.transaction = transaction;
        this.erasure = erasure;
        this.schema = schema;
    }

    private SqlDialect Dialect => database.Dialect;

    public static async Task<ErasureTransaction> BeginAsync(SqlDatabase database, DbConnection connection, DbTransaction transaction, Erasure erasure, CancellationToken cancellationToken)
    {
        var live = await database.GuardAsync(() => database.Dialect.Schema.ReadAsync(connection, transaction, cancellationToken));
        var work = new ErasureTransaction(database, connection, transaction, erasure, new MappedSchema(erasure.Footprint.Map, database.Name, live));
        foreach (var text in database.Dialect.BeforeWriting)
        {
            await work.ExecuteAsync(new SqlStatement { Text = text }, cancellationToken);
        }

        await work.LockRootAsync(cancellationToken);
        return work;
    }

    /// <summary>Notes every row to be treated, parents first, so that each table is found from the tables above it.</summary>
    public async Task CaptureAsync(CancellationToken cancellationToken)
    {
        var wanted = erasure.Order.SelectMany(g => g).Where(schema.IsLive).ToList();
        foreach (var group in schema.Graph.ParentsFirst(wanted))
        {
            var found = new List<CapturedTable>();
            foreach (var collection in group)
            {
                found.Add(await CaptureAsync(collection, FormattableString.Invariant($"dr_{captured.Count + found.Count}"), cancellationToken));
            }

            // Only now: members of a cycle are each found from outside the cycle, not from one another's tables.
            found.ForEach(t => captured.Add(t.Collection.Name, t));
        }
    }

    public async Task<IReadOnlyList<CollectionOutcome>> ApplyAsync(CancellationToken cancellationToken)
    {
        var effects = new ErasureEffects(Dialect, schema, captured, ExecuteAsync);
        foreach (var group in erasure.Order)
        {
            await effects.ApplyAsync([.. group.Where(c => captured.ContainsKey(c.Name)).Select(c => captured[c.Name])], cancellationToken);
        }

        var outcomes = new List<CollectionOutcome>();
        foreach (var table in erasure.Order.SelectMany(g => g).Select(c => captured.GetValueOrDefault(c.Name)).OfType<CapturedTable>())
        {
            outcomes.Add(effects.OutcomeOf(table, await RetainedAsync(table, cancellationToken)));
        }

        outcomes.AddRange(effects.OthersDetached());

        return outcomes;
    }

    /// <summary>Anti-joins: no deleted row is there, and nothing still belongs to one.</summary>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        // First what was kept from going, by a trigger perhaps: no other try will help that. A row so kept also refers to others.
        foreach (var table in captured.Values.Where(t => t.Rows > 0))
        {
            var deleted = $"select {FootprintQuery.List(table.Collection.Key, SqlDialect.Quote)} from {table.Name} where {CapturedTable.Rule} in ({table.RulesOf(Treatment.Delete)})";
            await ExpectNoneAsync(table.Collection, $"{FootprintQuery.Tuple(table.Collection.Key, Col)} in ({deleted})", "rows-left", false, cancellationToken);
        }

        foreach (var table in captured.Values.Where(t => t.Rows > 0))
        {
            foreach (var edge in schema.Graph.OutOf(table.Collection).Where(schema.IsLive))
            {
                var owners = $"select {FootprintQuery.List(edge.ParentColumns, c => Dialect.Transformed($"p.{SqlDialect.Quote(c)}", edge.Compare))} from {table.Name} p where {CapturedTable.Rule} in ({table.RulesOf(Treatment.Delete)}){EdgeSql.ParentWhere(Dialect, edge.Reference!, "p")}";
                await ExpectNoneAsync(edge.Child, $"{EdgeSql.Child(Dialect, edge, "t")} in ({owners}){EdgeSql.ChildWhere(Dialect, edge, "t")}", "rows-arrived", true, cancellationToken);
            }
        }
    }

    /// <summary>Drops the temporary tables: a pooled connection must not carry them on.</summary>
    public async Task CleanAsync(CancellationToken cancellationToken)
    {
        foreach (var table in captured.Values)
        {
            await ExecuteAsync(new SqlStatement { Text = $"drop table {table.Name}" }, cancellationToken);
        }
    }

    private async Task LockRootAsync(CancellationToken cancellationToken)
    {
        var root = schema.Map.Collection(erasure.Footprint.Root.Collection);
        if (Dialect.RowLock.Length == 0 || !schema.IsLive(root))
        {
            return;
        }

        var statement = new SqlStatement();
        var alone = erasure.Footprint with { Entries = new Dictionary<EdgeId, IReadOnlyCollection<Key>>() };
        var query = new FootprintQuery(Dialect, schema, alone, statement);
        var condition = query.Membership(root, "t");
        statement.Text = $"{query.With}select 1 from {SqlDialect.Table(root.From)} t where {condition}{Dialect.RowLock}";
        await ExecuteAsync(statement, cancellationToken);
    }

    private async Task<CapturedTable> CaptureAsync(Collection collection, string name, CancellationToken cancellationToken)
    {
        var carried = Carried(collection);
        var extra = new[] { new ColumnSchema(CapturedTable.Rule, "integer", ValueKind.Integer, false), new ColumnSchema(CapturedTable.Until, "text", ValueKind.Text, true) };
        await ExecuteAsync(new SqlStatement { Text = Dialect.CreateTemporary(name, [.. carried.Select(c => schema.Column(collection, c)), .. extra]) }, cancellationToken);

        var statement = new SqlStatement();
        var query = new FootprintQuery(Dialect, schema, erasure.Footprint, statement, captured.ToDictionary(c => c.Key, c => c.Value.Name));
        var condition = query.Membership(collection, "t");
        var values = $"{FootprintQuery.List(carried, Col)}, {RuleSql.Index(Dialect, collection, Col)}, {RuleSql.Until(Dialect, collection, Col, c => schema.Column(collection, c))}";
        statement.Text = $"insert into {name} {query.With}select {values} from {SqlDialect.Table(collection.From)} t where {condition}";
        await ExecuteAsync(statement, cancellationToken);
        await ExecuteAsync(new SqlStatement { Text = Dialect.IndexTemporary(name, collection.Key) }, cancellationToken);

        var rows = new long[collection.Deletion.Count];
        var keyNull = string.Join(" or ", collection.Key.Select(k => $"{SqlDialect.Quote(k)} is null"));
        foreach (var row in await CountsAsync(new SqlStatement { Text = $"select {CapturedTable.Rule}, count(*), sum(case when {keyNull} then 1 else 0 end) from {name} group by 1" }, cancellationToken))
        {
            if (row[2] > 0)
            {
                throw new SourceException(database.Name, "key-null", false);
            }

            rows[row[0] ?? 0] = row[1] ?? 0;
        }

        return new CapturedTable(collection, name, rows);
    }

    /// <summary>What children are found by, and what other people's rows point at.</summary>
    private List<string> Carried(Collection collection) =>
        [.. schema.Carried(collection).Concat(schema.Live.SelectMany(c => c.References).Where(r => r.Detach && r.To == collection.Name && schema.Has(collection, Pointed(r))).SelectMany(Pointed)).Distinct()];

    private static IEnumerable<string> Pointed(Reference reference) => reference.ToColumns.Concat(PredicateColumns.Of(reference.ToWhere));

    private async Task<IReadOnlyList<RetainedRows>> RetainedAsync(CapturedTable table, CancellationToken cancellationToken)
    {
        var retained = new List<RetainedRows>();
        for (var i = 0; i < table.RowsByRule.Count; i++)
        {
            if (table.Collection.Deletion[i] is { Treatment: Treatment.Retain } rule && table.RowsByRule[i] > 0)
            {
                await using var command = new SqlStatement { Text = $"select min({CapturedTable.Until}), max({CapturedTable.Until}), count(*) - count({CapturedTable.Until}) from {table.Name} where {CapturedTable.Rule} = {i}" }.On(connection, transaction);
                await using var reader = await database.GuardAsync(() => command.ExecuteReaderAsync(cancellationToken));
                await database.GuardAsync(() => reader.ReadAsync(cancellationToken));
                retained.Add(new RetainedRows(i, rule.Law!, table.RowsByRule[i], Date(reader, 0), Date(reader, 1), reader.GetInt64(2)));
            }
        }

        return retained;
    }

    private static DateTimeOffset? Date(DbDataReader reader, int ordinal) =>
        reader.IsDBNull(ordinal) ? null : DateTimeOffset.Parse(reader.GetString(ordinal), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private async Task ExpectNoneAsync(Collection collection, string condition, string code, bool transient, CancellationToken cancellationToken)
    {
        var statement = new SqlStatement { Text = $"select count(*) from {SqlDialect.Table(collection.From)} t where {condition}" };
        if ((await CountsAsync(statement, cancellationToken))[0][0] > 0)
        {
            throw new SourceException(database.Name, code, transient);
        }
    }

    private async Task<long> ExecuteAsync(SqlStatement statement, CancellationToken cancellationToken)
    {
        await using var command = statement.On(connection, transaction);
        command.CommandTimeout = 0;
        return await database.GuardAsync(() => command.ExecuteNonQueryAsync(cancellationToken));
    }

    private async Task<IReadOnlyList<IReadOnlyList<long?>>> CountsAsync(SqlStatement statement, CancellationToken cancellationToken)
    {
        await using var command = statement.On(connection, transaction);
        command.CommandTimeout = 0;
        await using var reader = await database.GuardAsync(() => command.ExecuteReaderAsync(cancellationToken));
        var rows = new List<IReadOnlyList<long?>>();
        while (await database.GuardAsync(() => reader.ReadAsync(cancellationToken)))
        {
            var values = new long?[reader.FieldCount];
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = reader.IsDBNull(i) ? null : Convert.ToInt64(reader.GetValue(i), CultureInfo.InvariantCulture);
            }

            rows.Add(values);
        }

        return rows;
    }

    private static string Col(string column) => $"t.{SqlDialect.Quote(column)}";
}
