using DataRights.Mapping;
using DataRights.Mapping.Expressions;
using DataRights.Sources;
using DataRights.Sql.Compile;
using DataRights.Sql.Dialects;

namespace DataRights.Sql.Erasing;

/// <summary>The writing statements of an erasure, group by group, with what each did.</summary>
internal sealed class ErasureEffects(
    SqlDialect dialect,
    MappedSchema schema,
    IReadOnlyDictionary<string, CapturedTable> captured,
    Func<SqlStatement, CancellationToken, Task<long>> execute)
{
    private readonly Dictionary<string, long> deleted = [];
    private readonly Dictionary<string, long> anonymized = [];
    private readonly Dictionary<string, long> detached = [];

    /// <summary>Detaches what points at the group, replaces in kept rows, then deletes.</summary>
    public async Task ApplyAsync(IReadOnlyList<CapturedTable> group, CancellationToken cancellationToken)
    {
        var touched = group.Where(t => t.Rows > 0).ToList();
        foreach (var table in touched)
        {
            await DetachAsync(table, cancellationToken);
            await ReplaceAsync(table, cancellationToken);
        }

        await DeleteAsync([.. touched.Where(t => t.Collection.Deletion.Any(r => r.Treatment == Treatment.Delete))], cancellationToken);
    }

    public CollectionOutcome OutcomeOf(CapturedTable table, IReadOnlyList<RetainedRows> retained) => new(
        table.Collection.Name,
        table.Rows,
        deleted.GetValueOrDefault(table.Collection.Name),
        anonymized.GetValueOrDefault(table.Collection.Name),
        detached.GetValueOrDefault(table.Collection.Name),
        retained);

    /// <summary>Collections in which nothing is the person's, but rows of which pointed at what was deleted.</summary>
    public IEnumerable<CollectionOutcome> OthersDetached() =>
        detached.Where(d => d.Value > 0 && !captured.ContainsKey(d.Key)).Select(d => new CollectionOutcome(d.Key, 0, 0, 0, d.Value, []));

    private async Task DetachAsync(CapturedTable target, CancellationToken cancellationToken)
    {
        foreach (var (child, reference) in schema.Live.SelectMany(c => c.References.Where(r => r.Detach && r.To == target.Collection.Name && schema.Has(c, r.Columns.Concat(PredicateColumns.Of(r.Where)))).Select(r => (c, r))))
        {
            var values = $"select {FootprintQuery.List(reference.ToColumns, c => dialect.Transformed($"p.{SqlDialect.Quote(c)}", reference.Compare))} from {target.Name} p where {CapturedTable.Rule} in ({target.RulesOf(Treatment.Delete)}){EdgeSql.ParentWhere(dialect, reference, "p")}";
            var points = $"{EdgeSql.Child(dialect, reference, "t")} in ({values}){EdgeSql.ChildWhere(dialect, reference, "t")}";
            var update = $"update {SqlDialect.Table(child.From)} as t set {string.Join(", ", reference.Columns.Select(c => $"{SqlDialect.Quote(c)} = null"))} where {points}";
            if (captured.TryGetValue(child.Name, out var own))
            {
                // The person's own rows are let go too, but only other people's are counted as detached.
                var mine = $"{FootprintQuery.Tuple(child.Key, Col)} in (select {FootprintQuery.List(child.Key, SqlDialect.Quote)} from {own.Name})";
                await execute(new SqlStatement { Text = $"{update} and {mine}" }, cancellationToken);
                update += $" and not ({mine})";
            }

            Add(detached, child.Name, await execute(new SqlStatement { Text = update }, cancellationToken));
        }
    }

    private async Task ReplaceAsync(CapturedTable table, CancellationToken cancellationToken)
    {
        for (var i = 0; i < table.RowsByRule.Count; i++)
        {
            var rule = table.Collection.Deletion[i];
            if (table.RowsByRule[i] == 0 || rule.Treatment == Treatment.Delete)
            {
                continue;
            }

            var rows = table.RowsByRule[i];
            if (rule.Anonymize.Count > 0)
            {
                var replaced = rule.Anonymize.Select(a => $"{SqlDialect.Quote(a.Column)} = {dialect.Replacement(a, Col(a.Column), schema.Column(table.Collection, a.Column))}");
                rows = await execute(new SqlStatement { Text = $"update {SqlDialect.Table(table.Collection.From)} as t set {string.Join(", ", replaced)} where {Captured(table, FormattableString.Invariant($"{i}"))}" }, cancellationToken);
            }

            if (rule.Treatment == Treatment.Anonymize)
            {
                Add(anonymized, table.Collection.Name, rows);
            }
        }
    }

    private async Task DeleteAsync(IReadOnlyList<CapturedTable> tables, CancellationToken cancellationToken)
    {
        if (tables.Count == 0)
        {
            return;
        }

        var parts = tables.Select(t => (SqlDialect.Table(t.Collection.From), Captured(t, t.RulesOf(Treatment.Delete)))).ToList();
        var statements = tables.Count == 1 ? [$"delete from {parts[0].Item1} as t where {parts[0].Item2}"] : dialect.DeleteTogether(parts);
        foreach (var statement in statements)
        {
            await execute(new SqlStatement { Text = statement }, cancellationToken);
        }

        // Not what the statements report: where the database cascades, a row may go before its own statement gets to it.
        // That none is left is checked before the commit.
        foreach (var table in tables)
        {
            Add(deleted, table.Collection.Name, table.RowsOf(Treatment.Delete));
        }
    }

    private static string Captured(CapturedTable table, string rules) =>
        $"{FootprintQuery.Tuple(table.Collection.Key, Col)} in (select {FootprintQuery.List(table.Collection.Key, SqlDialect.Quote)} from {table.Name} where {CapturedTable.Rule} in ({rules}))";

    private static void Add(Dictionary<string, long> counts, string collection, long rows) =>
        counts[collection] = counts.GetValueOrDefault(collection) + rows;

    private static string Col(string column) => $"t.{SqlDialect.Quote(column)}";
}
