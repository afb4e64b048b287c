using DataRights.Mapping;
using DataRights.Sql.Dialects;

namespace DataRights.Sql.Compile;

/// <summary>
/// How a reference joins rows of its collection to rows there, in one place for locate, capture, erasure and verification. The
/// value may be a column, a field of JSON, or one of a list; the last two have no type and are compared as canonical text.
/// </summary>
internal sealed class EdgeSql(SqlDialect dialect, MappedSchema schema, Collection child, Reference reference)
{
    private readonly bool inside = MappedSchema.ComparesText(reference);

    public EdgeSql(SqlDialect dialect, MappedSchema schema, OwningEdge edge)
        : this(dialect, schema, edge.Child, edge.Reference!)
    {
    }

    /// <summary>The condition that the row under the alias refers to one of the values of a select.</summary>
    public string Leads(string alias, string owners) => reference.Each
        ? $"exists (select 1 from {Elements(alias)} dr_e where {Folded("dr_e.v")} in ({owners}))"
        : $"{Value(alias)} in ({owners})";

    /// <summary>The condition that the row under the alias refers to the row whose columns the function gives.</summary>
    public string LeadsTo(string alias, Func<string, string> owner)
    {
        // Typed on this side, so that an index on the other serves.
        if (inside && reference.Compare == JoinTransform.None && schema.Table(schema.Map.Collection(reference.To)) is { } table)
        {
            var column = table.Column(reference.ToColumns[0])!;
            return reference.Each
                ? $"{owner(column.Name)} in (select {dialect.FromAnyText("dr_e.v", column)} from {Elements(alias)} dr_e)"
                : $"{owner(column.Name)} = {dialect.FromAnyText(Value(alias), column)}";
        }

        return Equals(alias, Tuple(reference.ToColumns, c => Owner(c, owner)));
    }

    /// <summary>The condition that the row under the alias refers to a value in canonical text. Only where a value inside another is compared.</summary>
    public string LeadsToText(string alias, string value) => Equals(alias, value);

    /// <summary>Whether values are compared as canonical text.</summary>
    public bool ComparesText => inside;

    /// <summary>The values of a row referred to, as they are compared, for a list of a select.</summary>
    public string Owner(Func<string, string> owner) => FootprintQuery.List(reference.ToColumns, c => Owner(c, owner));

    /// <inheritdoc cref="Owner(Func{string, string})"/>
    public string Owner(string alias) => Owner(c => Col(alias, c));

    /// <summary>The condition on the referring row with a leading <c>and</c>, or nothing.</summary>
    public string ChildWhere(string alias) =>
        reference.Where is { } where ? $" and {PredicateSql.Compile(dialect, where, c => Col(alias, c))}" : "";

    /// <summary>The condition on the row referred to with a leading <c>and</c>, or nothing.</summary>
    public string ParentWhere(string alias) =>
        reference.ToWhere is { } where ? $" and {PredicateSql.Compile(dialect, where, c => Col(alias, c))}" : "";

    /// <summary>What makes the columns let go of the owners that a select gives: assignments for an update of the table under the alias.</summary>
    public IEnumerable<string> Cut(string alias, string owners, Func<string, bool> which)
    {
        foreach (var name in reference.Columns.Where(which))
        {
            var (column, value) = (schema.Column(child, name), Col(alias, name));
            yield return $"{SqlDialect.Quote(name)} = " + reference switch
            {
                { Each: true } => dialect.WithoutElements(value, column, reference.Path, $"{Folded("dr_e.v")} in (select dr_o.* from ({owners}) dr_o)"),
                { Path: { } path } => dialect.WithFields(value, column, [new ColumnAnonymizer(name, AnonymizerKind.Null, null) { Path = path }]),
                _ => "null",
            };
        }
    }

    /// <summary>What the row under the alias is tied to its owners by, so that it can be compared with what it was.</summary>
    public IEnumerable<string> Ties(string alias) => reference switch
    {
        { Path: { } path } => [dialect.Field(Col(alias, reference.Columns[0]), schema.Column(child, reference.Columns[0]), path)],
        _ => reference.Columns.Select(c => dialect.Comparable(Col(alias, c), schema.Column(child, c))),
    };

    private string Equals(string alias, string value) => reference.Each
        ? $"{value} in (select {Folded("dr_e.v")} from {Elements(alias)} dr_e)"
        : $"{Value(alias)} = {value}";

    private string Owner(string column, Func<string, string> owner) => inside && reference.Compare == JoinTransform.None
        ? dialect.KeyText(owner(column), schema.Column(schema.Map.Collection(reference.To), column))
        : dialect.Transformed(owner(column), reference.Compare);

    private string Value(string alias) => reference.Path is { } path
        ? Folded(dialect.Field(Col(alias, reference.Columns[0]), schema.Column(child, reference.Columns[0]), path))
        : Tuple(reference.Columns, c => Folded(Col(alias, c)));

    private string Elements(string alias) => dialect.Elements(Col(alias, reference.Columns[0]), schema.Column(child, reference.Columns[0]), reference.Path);

    // The hashes are taken of the other side; this one holds the digest.
    private string Folded(string expression) =>
        dialect.Transformed(expression, reference.Compare == JoinTransform.Lower ? JoinTransform.Lower : JoinTransform.None);

    private static string Tuple(IReadOnlyList<string> columns, Func<string, string> expression) => FootprintQuery.Tuple(columns, expression);

    private static string Col(string alias, string column) => $"{alias}.{SqlDialect.Quote(column)}";
}
