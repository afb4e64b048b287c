using DataRights.Mapping;
using DataRights.Sources;
using DataRights.Sql.Compile;
using DataRights.Sql.Dialects;

namespace DataRights.Sql.Erasing;

/// <summary>The work tables of one session or transaction, one for each collection, found from one another parents first.</summary>
internal sealed class WorkTables(SqlWork work, MappedSchema schema, IReadOnlyList<Collection> collections, string prefix)
{
    private readonly Dictionary<string, WorkTable> tables = [];

    public IEnumerable<WorkTable> All => tables.Values;

    public long Rows => tables.Values.Sum(t => t.Rows);

    public WorkTable? Of(Collection collection) => tables.GetValueOrDefault(collection.Name);

    /// <summary>Makes the tables, empty; those that are there are emptied.</summary>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        foreach (var (collection, i) in collections.Select((c, i) => (c, i)))
        {
            if (tables.TryGetValue(collection.Name, out var made))
            {
                await work.ExecuteAsync($"delete from {made.Name}", cancellationToken);
                tables[collection.Name] = made with { Counts = [] };
                continue;
            }

            var table = new WorkTable(collection, FormattableString.Invariant($"{prefix}{i}"), WorkColumns.Of(schema, collection), []);
            await work.ExecuteAsync(work.Dialect.CreateTemporary(table.Name, [.. WorkTable.OwnColumns, .. table.Columns]), cancellationToken);
            tables[collection.Name] = table;
        }
    }

    /// <summary>Fills the tables from the live rows. <paramref name="before"/>: rows that are gone, and whose own are still looked for.</summary>
    public async Task LocateAsync(Footprint footprint, WorkTables? before, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, string>();
        var gone = before?.All.Where(t => t.Going > 0).ToDictionary(t => t.Collection.Name, t => $"{t.Name} p where {t.IsGone("p")}");
        foreach (var group in schema.Graph.ParentsFirst(collections))
        {
            // Members of a cycle are each found from outside the cycle, not from one another's tables.
            foreach (var collection in group)
            {
                await FillAsync(tables[collection.Name], footprint, found, gone, cancellationToken);
            }

            if (schema.Graph.IsCyclic(group))
            {
                await TreeOrder.RenumberAsync(work, schema, group, tables, cancellationToken);
            }

            foreach (var collection in group)
            {
                found[collection.Name] = tables[collection.Name].Name;
            }
        }

        await RefreshAsync(cancellationToken);
    }

    /// <summary>Counts anew what is in the tables, and lets the database know how much it is when that has changed.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        foreach (var collection in collections)
        {
            var before = tables[collection.Name];
            var table = tables[collection.Name] = await CountAsync(before, cancellationToken);
            foreach (var statement in table.Rows == before.Rows ? [] : work.Dialect.AfterFilling(table.Name, collection.Key, table.Rows))
            {
                await work.ExecuteAsync(statement, cancellationToken);
            }
        }
    }

    /// <summary>Where a row was noted as going, and later as somebody else's too, the later note holds.</summary>
    public async Task LetSharedStandAsync(CancellationToken cancellationToken)
    {
        var both = All.Where(t => t.Going > 0 && t.RowsShared > 0).ToList();
        foreach (var table in both)
        {
            await work.ExecuteAsync($"delete from {table.Name} as c where {table.Goes("c")} and exists (select 1 from {table.Name} k where {WorkTable.IsSame(table.Collection, "k", "c")} and {WorkTable.IsShared("k")})", cancellationToken);
        }

        if (both.Count > 0)
        {
            await RefreshAsync(cancellationToken);
        }
    }

    /// <summary>Drops the tables: a pooled connection must not carry them on.</summary>
    public async Task DropAsync(CancellationToken cancellationToken)
    {
        foreach (var table in tables.Values)
        {
            await work.ExecuteAsync($"drop table {table.Name}", cancellationToken);
        }

        tables.Clear();
    }

    private async Task FillAsync(WorkTable table, Footprint footprint, Dictionary<string, string> found, Dictionary<string, string>? gone, CancellationToken cancellationToken)
    {
        var (dialect, collection) = (work.Dialect, table.Collection);
        var statement = new SqlStatement();
        var query = new FootprintQuery(dialect, schema, footprint, statement, found, gone);
        var condition = query.Membership(collection, "t");
        var values = $"row_number() over (), {RuleSql.Index(dialect, collection, Col)}, {RuleSql.Until(dialect, collection, Col, c => schema.Column(collection, c))}, 0, {FootprintQuery.List(table.Columns.Select(c => c.Name), Col)}";
        statement.Text = $"insert into {table.Name} {query.With}select {values} from {SqlDialect.Table(collection.From)} t where {condition}";
        await work.ExecuteAsync(statement, cancellationToken);
    }

    private async Task<WorkTable> CountAsync(WorkTable table, CancellationToken cancellationToken)
    {
        // A key that is null in part tells no row from another, and nothing finds it again.
        var keyNull = string.Join(" or ", table.Collection.Key.Select(k => $"{SqlDialect.Quote(k)} is null"));
        var rows = await work.NumbersAsync(
            new SqlStatement { Text = $"select {WorkTable.Rule}, {WorkTable.Kept}, count(*), sum(case when {keyNull} then 1 else 0 end), min({WorkTable.Place}) from {table.Name} group by 1, 2 order by 1, 2" }, cancellationToken);
        return rows.All(r => r[3] == 0)
            ? table with { Counts = [.. rows.Select(r => new LocatedRows(table.Collection.Name, (int)r[0]!, (KeptBecause)r[1]!, r[2]!.Value))], Unplaced = rows.Any(r => r[4] < 1) }
            : throw new SourceException(work.Database.Name, "key-null", false);
    }

    private static string Col(string column) => $"t.{SqlDialect.Quote(column)}";
}
