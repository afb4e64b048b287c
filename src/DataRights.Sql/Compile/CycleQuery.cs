using DataRights.Mapping;
using DataRights.Sql.Dialects;

namespace DataRights.Sql.Compile;

/// <summary>
/// One recursive common table expression for a group of collections that own each other in a cycle. Rows are tagged
/// with their collection; UNION drops what was seen, so cyclic data ends.
/// </summary>
internal sealed class CycleQuery(SqlDialect dialect, MappedSchema schema, IReadOnlyList<Collection> group, string name)
{
    private readonly List<(int Tag, string Column)> columns =
        [.. group.SelectMany((c, tag) => schema.Carried(c).Select(column => (tag, column)))];

    /// <summary>A select of the collection's rows (alias <c>t</c>) for which the condition holds, in the expression's shape.</summary>
    public string Row(Collection member, string condition, string from = "")
    {
        var tag = TagOf(member);
        var values = columns.Select(c => c.Tag == tag
            ? $"t.{SqlDialect.Quote(c.Column)}"
            : dialect.NullOf(schema.Column(group[c.Tag], c.Column)));
        return $"select {tag}, {string.Join(", ", values)} from {from}{SqlDialect.Table(member.From)} t where {condition}";
    }

    public string Define(IReadOnlyList<string> seeds)
    {
        var start = seeds.Count > 0 ? seeds : [Row(group[0], "1 = 0")];
        var edges = group.SelectMany(schema.Graph.Into).Where(e => schema.IsLive(e) && group.Any(c => c.Name == e.Parent.Name)).ToList();
        var body = dialect.SeveralRecursiveTerms
            ? string.Join("\nunion ", start.Concat(edges.Select(e => Row(e.Child, Step(e), $"{name} c cross join "))))
            : $"({string.Join("\nunion all ", start)})\nunion (select x.* from {name} c, lateral ({string.Join("\nunion all ", edges.Select(e => Row(e.Child, Step(e))))}) x)";
        return $"{name}(tag, {string.Join(", ", columns.Select(NameOf))}) as ({body})";
    }

    /// <summary>The located rows of one collection out of the expression.</summary>
    public string Member(Collection member)
    {
        var tag = TagOf(member);
        var own = columns.Where(c => c.Tag == tag).Select(c => $"{NameOf(c)} as {SqlDialect.Quote(c.Column)}");
        return $"select {string.Join(", ", own)} from {name} where tag = {tag}";
    }

    private string Step(OwningEdge edge)
    {
        var tag = TagOf(edge.Parent);
        string Carried(string column) => $"c.{NameOf((tag, column))}";
        var sql = new EdgeSql(dialect, schema, edge);
        var toWhere = edge.Reference!.ToWhere is { } p ? $" and {PredicateSql.Compile(dialect, p, Carried)}" : "";
        return $"c.tag = {tag} and {sql.LeadsTo("t", Carried)}{sql.ChildWhere("t")}{toWhere}";
    }

    private int TagOf(Collection member) => group.Select((c, i) => (c, i)).First(x => x.c.Name == member.Name).i;

    private static string NameOf((int Tag, string Column) column) => SqlDialect.Quote(FormattableString.Invariant($"m{column.Tag}_{column.Column}"));
}
