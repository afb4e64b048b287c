namespace DataRights.Mapping.Expressions;

/// <summary>The columns that a condition reads: each once, in the order of first use.</summary>
public static class PredicateColumns
{
    public static IReadOnlyList<string> Of(Predicate? predicate)
    {
        var columns = new List<string>();
        Collect(predicate, columns);
        return [.. columns.Distinct(StringComparer.Ordinal)];
    }

    private static void Collect(Predicate? predicate, List<string> columns)
    {
        switch (predicate)
        {
            case null:
                break;
            case AndPredicate and:
                Collect(and.Left, columns);
                Collect(and.Right, columns);
                break;
            case OrPredicate or:
                Collect(or.Left, columns);
                Collect(or.Right, columns);
                break;
            case NotPredicate not:
                Collect(not.Inner, columns);
                break;
            case ComparePredicate compare:
                columns.Add(compare.Column);
                break;
            case InPredicate within:
                columns.Add(within.Column);
                break;
            case NullPredicate isNull:
                columns.Add(isNull.Column);
                break;
            default:
                throw new NotSupportedException($"The condition '{predicate.GetType().Name}' is not known here.");
        }
    }
}
