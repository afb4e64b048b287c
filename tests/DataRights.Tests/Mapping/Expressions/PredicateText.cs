using DataRights.Mapping.Expressions;

namespace DataRights.Tests.Mapping.Expressions;

/// <summary>Writes a condition in full parentheses, so that reading it back shows the same tree.</summary>
internal static class PredicateText
{
    public static string Of(Predicate predicate) => predicate switch
    {
        AndPredicate and => $"({Of(and.Left)} and {Of(and.Right)})",
        OrPredicate or => $"({Of(or.Left)} or {Of(or.Right)})",
        NotPredicate not => $"not {Of(not.Inner)}",
        ComparePredicate compare => $"{Name(compare.Column)} {Operator(compare.Operator)} {Value(compare.Value)}",
        InPredicate within => $"{Name(within.Column)} in ({string.Join(", ", within.Values.Select(Value))})",
        NullPredicate isNull => $"{Name(isNull.Column)} is {(isNull.Negated ? "not " : "")}null",
        _ => throw new NotSupportedException(),
    };

    private static string Name(string column) => $"\"{column.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string Value(Literal literal) =>
        literal.Kind == LiteralKind.Text ? $"'{literal.Text.Replace("'", "''", StringComparison.Ordinal)}'" : literal.Text;

    private static string Operator(Comparison comparison) => comparison switch
    {
        Comparison.Equal => "=",
        Comparison.NotEqual => "<>",
        Comparison.Less => "<",
        Comparison.LessOrEqual => "<=",
        Comparison.Greater => ">",
        _ => ">=",
    };
}
