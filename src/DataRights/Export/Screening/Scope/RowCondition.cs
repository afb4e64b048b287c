using System.Globalization;
using System.Text;
using DataRights.Mapping.Expressions;

namespace DataRights.Export.Screening.Scope;

/// <summary>
/// Judges a condition of the map over a row of an archive. What cannot be judged from its texts (an order of texts or dates, a column that is
/// not there) counts as if it held: the check then asks for less, and never raises a false alarm.
/// </summary>
internal sealed class RowCondition(Predicate condition, Func<string, int> cellOf)
{
    private enum Truth
    {
        False,
        Null,
        Unknown,
        True,
    }

    /// <summary>The columns that the condition reads.</summary>
    public static IEnumerable<string> Columns(Predicate? condition) => PredicateColumns.Of(condition);

    public bool MayHold(RowCells row) => Judge(condition, row) is Truth.True or Truth.Unknown;

    private Truth Judge(Predicate predicate, RowCells row) => predicate switch
    {
        AndPredicate and => And(Judge(and.Left, row), Judge(and.Right, row)),
        OrPredicate or => Or(Judge(or.Left, row), Judge(or.Right, row)),
        NotPredicate not => Not(Judge(not.Inner, row)),
        NullPredicate isNull => row.Kind(cellOf(isNull.Column)) switch
        {
            CellKind.Absent => Truth.Unknown,
            CellKind.Null => isNull.Negated ? Truth.False : Truth.True,
            _ => isNull.Negated ? Truth.True : Truth.False,
        },
        ComparePredicate compare => Compare(row, compare.Column, compare.Operator, compare.Value),
        InPredicate isIn => isIn.Values.Select(v => Compare(row, isIn.Column, Comparison.Equal, v)).Aggregate(Truth.False, Or),
        _ => Truth.Unknown,
    };

    // In the order of the words: false, null, unknown, true. Null and unknown are less than true, and null never holds.
    private static Truth And(Truth left, Truth right) => left < right ? left : right;

    private static Truth Or(Truth left, Truth right) => left > right ? left : right;

    private static Truth Not(Truth value) => value switch
    {
        Truth.True => Truth.False,
        Truth.False => Truth.True,
        _ => value,
    };

    private Truth Compare(RowCells row, string column, Comparison comparison, Literal literal)
    {
        var cell = cellOf(column);
        switch (row.Kind(cell))
        {
            case CellKind.Absent or CellKind.Nested:
                return Truth.Unknown;
            case CellKind.Null:
                return Truth.Null;
        }

        var text = Encoding.UTF8.GetString(row.Value(cell));
        return literal.Kind switch
        {
            LiteralKind.Number => Numbers(text, comparison, literal.Text),
            LiteralKind.Boolean => Booleans(text, comparison, literal.Text),
            _ => Texts(text, comparison, literal.Text),
        };
    }

    private static Truth Numbers(string text, Comparison comparison, string literal)
    {
        if (!decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var left)
            || !decimal.TryParse(literal, NumberStyles.Float, CultureInfo.InvariantCulture, out var right))
        {
            return Truth.Unknown;
        }

        var order = left.CompareTo(right);
        return Of(comparison switch
        {
            Comparison.Equal => order == 0,
            Comparison.NotEqual => order != 0,
            Comparison.Less => order < 0,
            Comparison.LessOrEqual => order <= 0,
            Comparison.Greater => order > 0,
            _ => order >= 0,
        });
    }

    private static Truth Booleans(string text, Comparison comparison, string literal)
    {
        bool? value = text switch { "true" or "1" => true, "false" or "0" => false, _ => null };
        return value is { } known && comparison is Comparison.Equal or Comparison.NotEqual
            ? Of((known == bool.Parse(literal)) == (comparison == Comparison.Equal))
            : Truth.Unknown;
    }

    // A date may be written in another way than in the map, and a column may compare without regard to case: only what is alike is certain.
    private static Truth Texts(string text, Comparison comparison, string literal)
    {
        if (comparison is not (Comparison.Equal or Comparison.NotEqual))
        {
            return Truth.Unknown;
        }

        if (string.Equals(text, literal, StringComparison.Ordinal))
        {
            return Of(comparison == Comparison.Equal);
        }

        return string.Equals(text.Trim(), literal.Trim(), StringComparison.OrdinalIgnoreCase) || literal.Any(char.IsAsciiDigit) ? Truth.Unknown : Of(comparison == Comparison.NotEqual);
    }

    private static Truth Of(bool value) => value ? Truth.True : Truth.False;
}
