using System.Globalization;
using DataRights.Mapping;
using DataRights.Mapping.Expressions;
using DataRights.Sources;
using DataRights.Sql.Compile;
using DataRights.Sql.Dialects;
using DataRights.Sql.Erasing;

namespace DataRights.Sql.Retained;

/// <summary>
/// Deletes retained rows whose time is over, leaves before roots, in short transactions that each say what they did. A row goes only
/// while the map still calls it retained and its date, reckoned anew, has come; while it is nobody's; while no hold is on it; and while nothing
/// that belongs to it is left. What is not so any more stays, and is counted.
/// </summary>
internal sealed class RetainedErasure(SqlWork work, MappedSchema schema, RetainedTables tables, RetainedSweep sweep)
{
    private const string IsChosen = "dr_kept = 9";
    private readonly EffectLog log = new(work.Database);
    private readonly Erasure erasure = new($"{sweep.RequestId}/retained", sweep.Step, 0, new Footprint(sweep.Map, new Subjects.RootKey("", new Key([])), new Dictionary<EdgeId, IReadOnlyCollection<Key>>()));
    private readonly string asOf = sweep.AsOf.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public async Task<RetainedOutcome> RunAsync(long unknown, CancellationToken cancellationToken)
    {
        await log.PrepareAsync(work.Connection, cancellationToken);
        var order = schema.Graph.LeavesFirst([.. tables.All.Select(t => t.Collection)]).SelectMany(g => g).Select(c => tables.Of(c)!).ToList();
        foreach (var table in order)
        {
            while (await BatchAsync(table, cancellationToken))
            {
                // Until nothing of it is due any more.
            }
        }

        await using var transaction = await work.BeginAsync(work.Dialect.BeginReadAsync, cancellationToken);
        var (left, next) = (unknown, (string?)null);
        foreach (var table in order)
        {
            var rows = $"from {table.Name} c join {SqlDialect.Table(table.Collection.From)} t on {WorkTable.IsSame(table.Collection, "t", "c")}";
            left += await work.CountAsync($"select count(*) {rows}", cancellationToken);
            await foreach (var row in work.RowsAsync(new SqlStatement { Text = $"select min({Until(table)}) {rows} where {Until(table)} > {SqlDialect.Text(asOf)}" }, cancellationToken))
            {
                next = row[0] is string until && (next is null || string.CompareOrdinal(until, next) < 0) ? until : next;
            }
        }

        var done = await log.FindAsync(work, erasure, cancellationToken);
        return new RetainedOutcome(
            (done?.Collections ?? []).ToDictionary(c => c.Collection, c => c.Deleted), left,
            next is null ? null : DateTimeOffset.Parse(next, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal));
    }

    /// <summary>Whether there may be more.</summary>
    private async Task<bool> BatchAsync(WorkTable table, CancellationToken cancellationToken)
    {
        await sweep.BeforeBatchAsync(cancellationToken);
        try
        {
            return await TryAsync(table, cancellationToken) > 0;
        }
        catch (SourceException e) when (e.Code is "postgres-23503" or "sqlite-787")
        {
            // Something points at a row of the batch that the map says nothing of: it stays, and is looked at again another day.
            return false;
        }
    }

    private async Task<long> TryAsync(WorkTable table, CancellationToken cancellationToken)
    {
        await using var transaction = await work.BeginAsync(work.Dialect.BeginWriteAsync, cancellationToken);

        // One sweep of the request at a time: another waits here, and then finds the rows gone and their number noted.
        await EffectLog.FenceAsync(work, erasure, cancellationToken);
        foreach (var statement in work.Dialect.BeforeBatch)
        {
            await work.ExecuteAsync(statement, cancellationToken);
        }

        var (from, key) = (SqlDialect.Table(table.Collection.From), FootprintQuery.List(table.Collection.Key, SqlDialect.Quote));
        var due = $"select {FootprintQuery.List(table.Collection.Key, k => $"c.{SqlDialect.Quote(k)}")} from {table.Name} c join {from} t on {WorkTable.IsSame(table.Collection, "t", "c")} where {Due(table)}";
        await work.ExecuteAsync(
            FormattableString.Invariant($"update {table.Name} as w set {IsChosen} where {FootprintQuery.Tuple(table.Collection.Key, k => $"w.{SqlDialect.Quote(k)}")} in ({due} limit {sweep.BatchRows})"), cancellationToken);
        var chosen = $"select {key} from {table.Name} where {IsChosen}";
        foreach (var detach in Detach(table, chosen))
        {
            await work.ExecuteAsync(detach, cancellationToken);
        }

        var deleted = await work.ExecuteAsync($"delete from {from} as t where {FootprintQuery.Tuple(table.Collection.Key, k => $"t.{SqlDialect.Quote(k)}")} in ({chosen})", cancellationToken);
        await work.ExecuteAsync($"delete from {table.Name} where {IsChosen}", cancellationToken);
        if (deleted > 0)
        {
            var counts = OutcomeCounts.Of((await log.FindAsync(work, erasure, cancellationToken))?.Collections ?? []);
            OutcomeCounts.Add(counts.Deleted, table.Collection.Name, deleted);
            await EffectLog.WriteAsync(work, erasure, new ErasureOutcome(counts.Outcomes(counts.Deleted.Keys), false), cancellationToken);
        }

        await work.CommitAsync(cancellationToken);
        return deleted;
    }

    private string Due(WorkTable table)
    {
        var collection = table.Collection;
        var held = sweep.Held.Where(h => h.Collection == collection.Name)
            .Select(h => h.When is { } when ? $" and not ({work.Dialect.IsTrue(PredicateSql.Compile(work.Dialect, when, Col))})" : " and 1 = 0");
        var leaves = schema.Graph.OutOf(collection).Where(schema.IsLive)
            .Select(e => $" and not exists (select 1 from {SqlDialect.Table(e.Child.From)} l where {Points(new EdgeSql(work.Dialect, schema, e))})");
        return $"{Until(table)} <= {SqlDialect.Text(asOf)} and not {new OwnedRows(work.Dialect, schema, tables.Of).Condition(collection, "t")}{string.Concat(held)}{string.Concat(leaves)}{string.Concat(PointedAt(collection))}";
    }

    /// <summary>What a held row points at stays, or the row would lose its pointer.</summary>
    private IEnumerable<string> PointedAt(Collection collection) =>
        from held in sweep.Held
        from child in schema.Live
        where child.Name == held.Collection
        from reference in child.References
        where !reference.Owns && reference.To == collection.Name && schema.Has(child, reference.Columns.Concat(PredicateColumns.Of(reference.Where)))
        let when = held.When is { } condition ? $" and {work.Dialect.IsTrue(PredicateSql.Compile(work.Dialect, condition, c => $"l.{SqlDialect.Quote(c)}"))}" : ""
        select $" and not exists (select 1 from {SqlDialect.Table(child.From)} l where {Points(new EdgeSql(work.Dialect, schema, child, reference))}{when})";

    /// <summary>That the row <c>l</c> refers to the row <c>t</c>.</summary>
    private static string Points(EdgeSql sql) => $"{sql.LeadsTo("l", Col)}{sql.ChildWhere("l")}{sql.ParentWhere("t")}";

    /// <summary>Lets go of what merely points at the chosen rows.</summary>
    private IEnumerable<string> Detach(WorkTable table, string chosen) =>
        from child in schema.Live
        from reference in child.References
        where reference.Detach && reference.To == table.Collection.Name && schema.Has(child, reference.Columns.Concat(PredicateColumns.Of(reference.Where)))
        let sql = new EdgeSql(work.Dialect, schema, child, reference)
        let rows = $"select {sql.Owner("p")} from {SqlDialect.Table(table.Collection.From)} p where {FootprintQuery.Tuple(table.Collection.Key, k => $"p.{SqlDialect.Quote(k)}")} in ({chosen}){sql.ParentWhere("p")}"
        select $"update {SqlDialect.Table(child.From)} as t set {string.Join(", ", sql.Cut("t", rows, _ => true))} where {sql.Leads("t", rows)}{sql.ChildWhere("t")}";

    /// <summary>The end of the live row's time by the map of today; null when it is not retained.</summary>
    private string Until(WorkTable table) => RuleSql.Until(work.Dialect, table.Collection, Col, c => schema.Column(table.Collection, c));

    private static string Col(string column) => $"t.{SqlDialect.Quote(column)}";
}
