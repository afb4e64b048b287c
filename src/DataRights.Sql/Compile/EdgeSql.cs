using DataRights.Mapping;
using DataRights.Sql.Dialects;

namespace DataRights.Sql.Compile;

/// <summary>The child's side of an owning edge, in one place for locate, capture and verification.</summary>
internal static class EdgeSql
{
    /// <summary>The referring columns, folded when the edge compares without regard to case.</summary>
    public static string Child(SqlDialect dialect, OwningEdge edge, string alias) => Child(dialect, edge.Reference!, alias);

    /// <inheritdoc cref="Child(SqlDialect, OwningEdge, string)"/>
    public static string Child(SqlDialect dialect, Reference reference, string alias)
    {
        var transform = reference.Compare == JoinTransform.Lower ? JoinTransform.Lower : JoinTransform.None;
        return FootprintQuery.Tuple(reference.Columns, c => dialect.Transformed($"{alias}.{SqlDialect.Quote(c)}", transform));
    }

    /// <summary>The values of a row referred to, as they are compared, for a list of a select.</summary>
    public static string Owner(SqlDialect dialect, Reference reference, string alias) =>
        FootprintQuery.List(reference.ToColumns, c => dialect.Transformed($"{alias}.{SqlDialect.Quote(c)}", reference.Compare));

    /// <summary>The condition on the referring row with a leading <c>and</c>, or nothing.</summary>
    public static string ChildWhere(SqlDialect dialect, OwningEdge edge, string alias) => ChildWhere(dialect, edge.Reference!, alias);

    /// <inheritdoc cref="ChildWhere(SqlDialect, OwningEdge, string)"/>
    public static string ChildWhere(SqlDialect dialect, Reference reference, string alias) =>
        reference.Where is { } where ? $" and {PredicateSql.Compile(dialect, where, c => $"{alias}.{SqlDialect.Quote(c)}")}" : "";

    /// <summary>The condition on the row referred to with a leading <c>and</c>, or nothing.</summary>
    public static string ParentWhere(SqlDialect dialect, Reference reference, string alias) =>
        reference.ToWhere is { } where ? $" and {PredicateSql.Compile(dialect, where, c => $"{alias}.{SqlDialect.Quote(c)}")}" : "";
}
