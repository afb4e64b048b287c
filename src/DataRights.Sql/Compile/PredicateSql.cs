using DataRights.Mapping.Expressions;
using DataRights.Sql.Dialects;

namespace DataRights.Sql.Compile;

/// <summary>Turns a map's condition into SQL. The literals are the map's own, so they stand in the text, quoted.</summary>
internal static class PredicateSql
{
    public static string Compile(SqlDialect dialect, Predicate predicate, Func<string, string> column) => predicate switch
    {
        AndPredicate p => $"({Compile(dialect, p.Left, column)} and {Compile(dialect, p.Right, column)})",
        OrPredicate p => $"({Compile(dialect, p.Left, column)} or {Compile(dialect, p.Right, column)})",
        NotPredicate p => $"(not {Compile(dialect, p.Inner, column)})",
        ComparePredicate p => $"({column(p.Column)} {Symbol(p.Operator)} {dialect.Constant(p.Value)})",
        InPredicate p => $"({column(p.Column)} in ({string.Join(", ", p.Values.Select(dialect.Constant))}))",
        NullPredicate p => $"({column(p.Column)} is {(p.Negated ? "not " : "")}null)",
        _ => throw new ArgumentOutOfRangeException(nameof(predicate), predicate.GetType().Name, "Unknown condition."),
    };

    private static string Symbol(Comparison comparison) => comparison switch
    {
        Comparison.Equal => "=",
        Comparison.NotEqual => "<>",
        Comparison.Less => "<",
        Comparison.LessOrEqual => "<=",
        Comparison.Greater => ">",
        Comparison.GreaterOrEqual => ">=",
        _ => throw new ArgumentOutOfRangeException(nameof(comparison)),
    };
}
