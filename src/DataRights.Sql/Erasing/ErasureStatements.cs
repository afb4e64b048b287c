using DataRights.Mapping;
using DataRights.Mapping.Expressions;
using DataRights.Sources;
using DataRights.Sql.Compile;
using DataRights.Sql.Dialects;

namespace DataRights.Sql.Erasing;

/// <summary>The writing statements of an erasure over a slice of a work table.</summary>
internal sealed class ErasureStatements(SqlDialect dialect, MappedSchema schema, WorkTables tables, WorkTables? gone = null)
{
    /// <summary>
    /// Lets go of what points at the slice's rows that will be deleted: for each reference the person's own rows, then
    /// everybody else's, which are the ones that are counted.
    /// </summary>
    /// <param name="target">What is pointed at.</param>
    /// <param name="slice">Which of its rows.</param>
    /// <param name="owned">Leaves out what is not the person's any more; null where that has just been asked.</param>
    public IEnumerable<(string Collection, SqlStatement? Own, SqlStatement Others)> Detach(WorkTable target, Slice slice, StillOwned? owned = null)
    {
        foreach (var (child, reference) in schema.Live.SelectMany(c => c.References.Where(r => r.Detach && r.To == target.Collection.Name && schema.Has(c, r.Columns.Concat(PredicateColumns.Of(r.Where)))).Select(r => (c, r))))
        {
            var sql = new EdgeSql(dialect, schema, child, reference);
            SqlStatement Update(string whose)
            {
                var statement = new SqlStatement();
                var values = $"select {sql.Owner("p")} from {target.Name} p where {Goes(target, "p", slice, owned, statement)}{sql.ParentWhere("p")}";
                statement.Text = $"update {SqlDialect.Table(child.From)} as t set {string.Join(", ", sql.Cut("t", values, _ => true))} where {sql.Leads("t", values)}{sql.ChildWhere("t")}{whose}";
                return statement;
            }

            var mine = tables.Of(child) is { Rows: > 0 } own ? $"{FootprintQuery.Tuple(child.Key, Col)} in (select {FootprintQuery.List(child.Key, SqlDialect.Quote)} from {own.Name})" : null;
            yield return mine is null ? (child.Name, null, Update("")) : (child.Name, Update($" and {mine}"), Update($" and not ({mine})"));
        }
    }

    /// <summary>Replaces columns of rows that stay under the rule; null when the rule replaces none.</summary>
    public string? Replace(WorkTable table, int rule) =>
        Replaced(table, table.Collection.Deletion[rule].Anonymize) is { } set ? $"{set} where {In(table, WorkTable.Under("c", rule))}" : null;

    /// <summary>The same for those rows of a slice that are still the person's.</summary>
    public SqlStatement? ReplaceSlice(WorkTable table, int rule, Slice slice, StillOwned owned)
    {
        if (Replaced(table, table.Collection.Deletion[rule].Anonymize) is not { } set)
        {
            return null;
        }

        var statement = new SqlStatement();
        var key = table.Collection.Key;
        statement.Text = $"{set} where {FootprintQuery.Tuple(key, Col)} in (select {FootprintQuery.List(key, k => $"x.{SqlDialect.Quote(k)}")} from {Found(table, $"{WorkTable.Under("c", rule)}{slice.Of("c")}", owned, statement)})";
        return statement;
    }

    /// <summary>
    /// Cuts what ties shared rows to the person: for each owning reference the columns that lead to a row that goes, and
    /// what their rule replaces besides.
    /// </summary>
    /// <param name="table">What holds them.</param>
    /// <param name="slice">Which of its rows.</param>
    /// <param name="owned">Leaves alone what hangs on rows that are not the person's any more; null where that has just been asked.</param>
    public IEnumerable<Unlinking> Unlink(WorkTable table, Slice slice, StillOwned? owned = null)
    {
        var shared = $"{WorkTable.IsShared("c")}{slice.Of("c")}";
        foreach (var edge in schema.Graph.Into(table.Collection).Where(e => schema.IsLive(e) && !e.Reference!.Via))
        {
            var parents = new[] { tables.Of(edge.Parent), gone?.Of(edge.Parent) }.OfType<WorkTable>().Where(t => t.Going > 0).ToList();
            if (parents.Count == 0)
            {
                continue;
            }

            var sql = new EdgeSql(dialect, schema, edge);
            bool Cuttable(string c) => !table.Collection.Key.Contains(c) && (sql.ComparesText || schema.Column(table.Collection, c).Nullable);
            // Where the key itself leads to the owner, the tie lies in the owner's row and goes with it.
            if (edge.Reference!.Columns.All(table.Collection.Key.Contains))
            {
                continue;
            }

            var statement = new SqlStatement();
            var owners = string.Join(" union all ", parents.Select(t =>
                $"select {sql.Owner("p")} from {t.Name} p where {(ReferenceEquals(t, gone?.Of(edge.Parent)) ? t.IsGone("p") : Goes(t, "p", Slice.All, owned, statement))}{sql.ParentWhere("p")}"));
            var cut = sql.Cut("t", owners, Cuttable).ToList();
            var tied = $"{sql.Leads("t", owners)}{sql.ChildWhere("t")} and {In(table, shared)}";
            statement.Text = cut.Count > 0
                ? $"update {SqlDialect.Table(table.Collection.From)} as t set {string.Join(", ", cut)} where {tied}"
                : $"select count(*) from {SqlDialect.Table(table.Collection.From)} t where {tied}";
            yield return new Unlinking(statement, cut.Count > 0 ? null : edge.Reference);
        }

        for (var i = 0; i < table.Collection.Deletion.Count; i++)
        {
            if (table.Collection.Deletion[i] is { Treatment: Treatment.Detach, Anonymize.Count: > 0 } rule)
            {
                yield return new Unlinking(new SqlStatement { Text = $"{Replaced(table, rule.Anonymize)} where {In(table, FormattableString.Invariant($"{WorkTable.IsKept("c", KeptBecause.Shared)}{slice.Of("c")} and c.{WorkTable.Rule} = {i}"))}" }, null);
            }
        }
    }

    /// <summary>That the noted row goes; with <paramref name="owned"/>, that it is there as it was noted, too, and still the person's.</summary>
    private string Goes(WorkTable table, string alias, Slice slice, StillOwned? owned, SqlStatement statement) => owned is null
        ? $"{table.Goes(alias)}{slice.Of(alias)}"
        : $"{table.Goes(alias)}{slice.Of(alias)} and exists (select 1 from {SqlDialect.Table(table.Collection.From)} dr_l where {IsUnchanged(table, "dr_l", alias)}){owned.Condition(table.Collection, alias, statement)}";

    /// <summary>Deletes the rows of the slice that are still the person's.</summary>
    public SqlStatement DeleteSlice(WorkTable table, Slice slice, StillOwned owned)
    {
        var statement = new SqlStatement();
        var (key, rows) = (table.Collection.Key, $"{table.Goes("c")}{slice.Of("c")}");
        var from = SqlDialect.Table(table.Collection.From);
        var columns = FootprintQuery.List(key.Concat(Links(table)), c => $"c.{SqlDialect.Quote(c)}");

        // Whose they are is asked of the noted values, which the live ones must equal: a constant that the live rows were to meet
        // would lead the planner to all rows of the person, for each row of the slice.
        statement.Text = dialect.CanDeleteUsing
            ? $"delete from {from} as x using (select {columns} from {table.Name} c where {rows}{owned.Condition(table.Collection, "c", statement)}{dialect.Barrier}) c where {IsUnchanged(table, "x", "c")}"
            : $"delete from {from} as t where {FootprintQuery.Tuple(key, Col)} in (select {FootprintQuery.List(key, k => $"x.{SqlDialect.Quote(k)}")} from {Found(table, rows, owned, statement)})";
        return statement;
    }

    /// <summary>How many of the slice's rows that were to go are there.</summary>
    public static string CountLeft(WorkTable table, Slice slice) =>
        $"select count(*) from {table.Name} c join {SqlDialect.Table(table.Collection.From)} t on {WorkTable.IsSame(table.Collection, "t", "c")} where {table.Goes("c")}{slice.Of("c")}";

    /// <summary>Deletes all that goes from tables that may refer to one another.</summary>
    public IReadOnlyList<string> DeleteAll(IReadOnlyList<WorkTable> together)
    {
        var parts = together.Select(t => (SqlDialect.Table(t.Collection.From), In(t, t.Goes("c")))).ToList();
        return together.Count switch
        {
            0 => [],
            1 => [$"delete from {parts[0].Item1} as t where {parts[0].Item2}"],
            _ => dialect.DeleteTogether(parts),
        };
    }

    private string? Replaced(WorkTable table, IReadOnlyList<ColumnAnonymizer> columns) =>
        columns.Count == 0 ? null : $"update {SqlDialect.Table(table.Collection.From)} as t set {string.Join(", ", columns.GroupBy(a => a.Column).Select(g => $"{SqlDialect.Quote(g.Key)} = {Replacement(table.Collection, [.. g])}"))}";

    private string Replacement(Collection collection, IReadOnlyList<ColumnAnonymizer> same)
    {
        var (column, value) = (schema.Column(collection, same[0].Column), Col(same[0].Column));
        return same[0].Path is null ? dialect.Replacement(same[0], value, column) : dialect.WithFields(value, column, same);
    }

    /// <summary>
    /// The live rows <c>x</c> of those noted rows whose ties are what they were, and whose owners are the person's. First the few
    /// noted rows, by key; only then is it asked whose they are.
    /// </summary>
    private string Found(WorkTable table, string rows, StillOwned owned, SqlStatement statement)
    {
        var columns = FootprintQuery.List(table.Collection.Key.Concat(Links(table)), c => $"x.{SqlDialect.Quote(c)}");
        return $"(select {columns} from {table.Name} c join {SqlDialect.Table(table.Collection.From)} x on {IsUnchanged(table, "x", "c")} where {rows}{dialect.Barrier}) x where 1 = 1{owned.Condition(table.Collection, "x", statement)}";
    }

    /// <summary>The condition that a live row is the noted one and hangs on what it hung on. Only the key leads to it: no index serves the rest.</summary>
    private string IsUnchanged(WorkTable table, string live, string noted) =>
        string.Join(" and ", Ties(table.Collection, live, noted).Prepend(WorkTable.IsSame(table.Collection, live, noted)));

    private List<string> Links(WorkTable table) => [.. WorkColumns.Links(schema, table.Collection).Except(table.Collection.Key)];

    /// <summary>That what ties a row to its owners is what it was, and what the ties' conditions are asked of.</summary>
    private IEnumerable<string> Ties(Collection collection, string live, string noted)
    {
        string Of(string alias, string column) => dialect.Comparable($"{alias}.{SqlDialect.Quote(column)}", schema.Column(collection, column));
        foreach (var reference in schema.Graph.Into(collection).Where(e => e.Reference is not null && schema.Has(collection, e.Reference.Columns)).Select(e => e.Reference!))
        {
            var sql = new EdgeSql(dialect, schema, collection, reference);
            foreach (var (now, then) in sql.Ties(live).Zip(sql.Ties(noted)))
            {
                yield return dialect.IsSame(now, then);
            }

            foreach (var column in PredicateColumns.Of(reference.Where).Where(c => schema.Has(collection, [c])))
            {
                yield return dialect.IsSame(Of(live, column), Of(noted, column));
            }
        }
    }

    private static string In(WorkTable table, string rows) =>
        $"{FootprintQuery.Tuple(table.Collection.Key, Col)} in (select {FootprintQuery.List(table.Collection.Key, k => $"c.{SqlDialect.Quote(k)}")} from {table.Name} c where {rows})";

    private static string Col(string column) => $"t.{SqlDialect.Quote(column)}";
}
