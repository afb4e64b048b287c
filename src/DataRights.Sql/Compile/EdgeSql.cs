using DataRights.Mapping;
using DataRights.Sql.Dialects;

namespace DataRights.Sql.Compile;

/// <summary>The child's side of an owning edge, in one place for locate, capture and verification.</summary>
internal static class EdgeSql
{
    /// <summary>The referring columns, folded when the edge compares without regard to case.</summary>
    public static string Child(SqlDialect dialect, OwningEdge edge, string alias)
    {
        var transform = edge.Compare == JoinTransform.Lower ? JoinTransform.Lower : JoinTransform.None;
        return FootprintQuery.Tuple(edge.Reference!.Columns, c => dialect.Transformed($"{alias}.{SqlDialect.Quote(c)}", transform));
    }

    /// <summary>The condition on the referring row with a leading <c>and</c>, or nothing.</summary>
    public static string ChildWhere(SqlDialect dialect, OwningEdge edge, string alias) =>
        edge.Reference!.Where is { } where ? $" and {PredicateSql.Compile(dialect, where, c => $"{alias}.{SqlDialect.Quote(c)}")}" : "";
}
