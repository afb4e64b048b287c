using DataRights.Mapping;
using DataRights.Sources;
using DataRights.Sql.Dialects;
using Newtonsoft.Json;

namespace DataRights.Sql.Compile;

/// <summary>
/// Compiles "the rows of this collection that belong to this subject" into SQL that runs inside one database: acyclic
/// edges are semi-joins, each cycle one tagged recursive common table expression. Writes nothing.
/// </summary>
internal sealed class FootprintQuery
{
    private readonly SqlDialect dialect;
    private readonly MappedSchema schema;
    private readonly Footprint footprint;
    private readonly SqlStatement statement;
    private readonly HashSet<string> reachable;
    private readonly IReadOnlyList<IReadOnlyList<Collection>> groups;
    private readonly Dictionary<string, string> relations;
    private readonly IReadOnlyDictionary<string, string> gone;
    private readonly List<string> expressions = [];
    private int cycles;

    /// <param name="dialect">The database's dialect.</param>
    /// <param name="schema">The map through the live schema.</param>
    /// <param name="footprint">Whose rows.</param>
    /// <param name="statement">Receives the parameters.</param>
    /// <param name="captured">Collections whose rows are in temporary tables already, by name.</param>
    /// <param name="gone">
    /// Relations of rows that were the person's and are gone, by collection, under an alias <c>p</c> and with a condition: what hangs
    /// on them is the person's too.
    /// </param>
    public FootprintQuery(
        SqlDialect dialect, MappedSchema schema, Footprint footprint, SqlStatement statement,
        IReadOnlyDictionary<string, string>? captured = null, IReadOnlyDictionary<string, string>? gone = null)
    {
        this.gone = gone ?? new Dictionary<string, string>();
        this.dialect = dialect;
        this.schema = schema;
        this.footprint = footprint;
        this.statement = statement;
        reachable = [.. schema.Graph.Reachable(schema.Map.Collection(footprint.Root.Collection)).Select(c => c.Name)];
        groups = schema.Graph.ParentsFirst([.. schema.Live.Where(c => reachable.Contains(c.Name))]);
        relations = new Dictionary<string, string>(captured ?? new Dictionary<string, string>());
    }

    /// <summary>The common table expressions that the conditions given out so far need; empty or ending in a space.</summary>
    public string With => expressions.Count == 0 ? "" : $"with {(cycles > 0 ? "recursive " : "")}{string.Join(",\n", expressions)}\n";

    /// <summary>
    /// The condition that the row under the alias belongs to the subject by more than a membership. Collections that are captured
    /// count as what was captured.
    /// </summary>
    public string Ownership(Collection collection, string alias)
    {
        var ways = Ways(collection, [], e => !e.IsMembership).Select(way => $"({way(alias)})").ToList();
        return ways.Count == 0 ? "1 = 0" : $"({string.Join(" or ", ways)})";
    }

    /// <summary>The condition that the row under the alias belongs to the subject.</summary>
    public string Membership(Collection collection, string alias)
    {
        if (!reachable.Contains(collection.Name))
        {
            return "1 = 0";
        }

        var group = groups.First(g => g.Any(c => c.Name == collection.Name));
        if (schema.Graph.IsCyclic(group))
        {
            return $"{Tuple(collection.Key, c => Col(alias, c))} in (select {List(collection.Key, SqlDialect.Quote)} from {Relation(collection)} r)";
        }

        var ways = Ways(collection, []).ToList();
        return ways.Count switch
        {
            0 => "1 = 0",
            1 => ways[0](alias),
            // One index each, where an OR would read the whole table. UNION also counts a row once that is reached twice.
            _ => $"{Tuple(collection.Key, c => Col(alias, c))} in ({string.Join(" union ", ways.Select(w => $"select {List(collection.Key, c => Col("w", c))} from {Table(collection)} w where {w("w")}"))})",
        };
    }

    /// <summary>The condition that the row under the alias was located.</summary>
    public string Located(Collection collection, string alias) => reachable.Contains(collection.Name)
        ? $"{Tuple(collection.Key, c => Col(alias, c))} in (select {List(collection.Key, SqlDialect.Quote)} from {Relation(collection)} r)"
        : "1 = 0";

    /// <summary>The collections that own each other with this one in a cycle, or this one alone.</summary>
    public IReadOnlyList<Collection> GroupOf(Collection collection) => groups.FirstOrDefault(g => g.Any(c => c.Name == collection.Name)) ?? [collection];

    /// <summary>Puts a recursive expression before the conditions.</summary>
    public void Define(string expression)
    {
        cycles++;
        expressions.Add(expression);
    }

    /// <summary>The relation that holds the collection's located rows with the columns they carry.</summary>
    private string Relation(Collection collection)
    {
        if (relations.TryGetValue(collection.Name, out var known))
        {
            return known;
        }

        var group = groups.First(g => g.Any(c => c.Name == collection.Name));
        if (schema.Graph.IsCyclic(group))
        {
            DefineCycle(group);
            return relations[collection.Name];
        }

        var name = relations[collection.Name] = NameOf(collection);
        var condition = Membership(collection, "t");
        expressions.Add($"{name} as (select {List(schema.Carried(collection), c => Col("t", c))} from {Table(collection)} t where {condition})");
        return name;
    }

    private void DefineCycle(IReadOnlyList<Collection> group)
    {
        var cycle = new CycleQuery(dialect, schema, group, $"cycle_{cycles++}");
        foreach (var member in group)
        {
            relations[member.Name] = NameOf(member);
        }

        var seeds = group.SelectMany(c => Ways(c, group).Select(way => cycle.Row(c, way("t")))).ToList();
        expressions.Add(cycle.Define(seeds));
        foreach (var member in group)
        {
            expressions.Add($"{NameOf(member)} as ({cycle.Member(member)})");
        }
    }

    /// <summary>The ways into a collection, each a condition on an alias: as the root, from another source, from a parent here.</summary>
    private IEnumerable<Func<string, string>> Ways(Collection child, IReadOnlyList<Collection> notFrom, Func<OwningEdge, bool>? which = null)
    {
        if (child.Name == footprint.Root.Collection)
        {
            yield return RootSql.Condition(dialect, schema, child, footprint.Root, statement);
        }

        // Constants all of them, for which the indexes are read together: one way.
        var known = schema.Graph.Into(child)
            .Where(e => which?.Invoke(e) != false && !e.CrossesSources && reachable.Contains(e.Parent.Name) && notFrom.All(c => c.Name != e.Parent.Name) && schema.IsLive(e) && IsKnown(e))
            .Select(KnownCondition).ToList();
        if (known.Count > 0)
        {
            yield return alias => known.Count == 1 ? known[0](alias) : $"({string.Join(" or ", known.Select(k => k(alias)))})";
        }

        foreach (var edge in schema.Graph.Into(child).Where(e => which?.Invoke(e) != false && reachable.Contains(e.Parent.Name) && notFrom.All(c => c.Name != e.Parent.Name || e.CrossesSources)))
        {
            if (edge.CrossesSources)
            {
                if (footprint.Entries.TryGetValue(edge.Id, out var keys) && keys.Count > 0 && schema.Has(child, edge.Reference!.Columns))
                {
                    yield return EntryCondition(edge, keys);
                }
            }
            else if (schema.IsLive(edge) && !IsKnown(edge))
            {
                yield return ParentCondition(edge);
            }
        }

        foreach (var edge in schema.Graph.Into(child).Where(e => which?.Invoke(e) != false && schema.IsLive(e) && gone.ContainsKey(e.Parent.Name) && !IsKnown(e)))
        {
            yield return GoneCondition(edge);
        }
    }

    /// <summary>
    /// True when the root's key alone says what the edge leads to. Then the root's row need not be there: somebody may
    /// have deleted it by hand and left the rest.
    /// </summary>
    private bool IsKnown(OwningEdge edge) =>
        edge.Parent.Name == footprint.Root.Collection
        && RootEdges.AreKnown(schema.Map, edge)
        && !schema.Graph.Into(edge.Parent).Any(e => reachable.Contains(e.Parent.Name));

    private Func<string, string> KnownCondition(OwningEdge edge)
    {
        var sql = new EdgeSql(dialect, schema, edge);
        if (sql.ComparesText)
        {
            var text = statement.Parameter(RootEdges.Value(footprint.Root, edge.Parent, edge.ParentColumns[0]));
            return alias => $"({sql.LeadsToText(alias, text)}{sql.ChildWhere(alias)})";
        }

        var values = edge.Reference!.Columns.Zip(edge.ParentColumns, (own, column) => (
            own,
            value: dialect.FromKeyText(statement.Parameter(RootEdges.Value(footprint.Root, edge.Parent, column)), schema.Column(edge.Parent, column)))).ToList();
        return alias => $"({string.Join(" and ", values.Select(v => $"{Col(alias, v.own)} = {v.value}"))}{sql.ChildWhere(alias)})";
    }

    private Func<string, string> EntryCondition(OwningEdge edge, IReadOnlyCollection<Key> keys)
    {
        var rows = dialect.KeyRows(statement.Parameter(JsonConvert.SerializeObject(keys.Select(k => k.Values))), schema.ValueTypes(edge));
        var sql = new EdgeSql(dialect, schema, edge);
        return alias => $"{sql.Leads(alias, rows)}{sql.ChildWhere(alias)}";
    }

    private Func<string, string> ParentCondition(OwningEdge edge)
    {
        var relation = Relation(edge.Parent);
        var where = edge.Reference!.ToWhere is { } p ? $" where {PredicateSql.Compile(dialect, p, c => Col("p", c))}" : "";
        var sql = new EdgeSql(dialect, schema, edge);
        return alias => $"{sql.Leads(alias, $"select {sql.Owner("p")} from {relation} p{where}")}{sql.ChildWhere(alias)}";
    }

    private Func<string, string> GoneCondition(OwningEdge edge)
    {
        var sql = new EdgeSql(dialect, schema, edge);
        return alias => $"{sql.Leads(alias, $"select {sql.Owner("p")} from {gone[edge.Parent.Name]}{sql.ParentWhere("p")}")}{sql.ChildWhere(alias)}";
    }

    private static string NameOf(Collection collection) => SqlDialect.Quote($"fp_{collection.Name}");

    private static string Table(Collection collection) => SqlDialect.Table(collection.From);

    private static string Col(string alias, string column) => $"{alias}.{SqlDialect.Quote(column)}";

    internal static string List(IEnumerable<string> columns, Func<string, string> expression) => string.Join(", ", columns.Select(expression));

    internal static string Tuple(IReadOnlyList<string> columns, Func<string, string> expression) =>
        columns.Count == 1 ? expression(columns[0]) : $"({List(columns, expression)})";
}
