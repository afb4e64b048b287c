namespace DataRights.Mapping.Expressions;

/// <summary>
/// Reads a condition: <c>status = 'paid' and not (total &lt; 10 or kind in ('a', 'b')) and paid_at is not null</c>.
/// <c>and</c> binds tighter than <c>or</c>, <c>not</c> tightest; words in any case; a column whose name is a keyword or
/// holds unusual characters stands in double quotes.
/// </summary>
public static class PredicateParser
{
    private const int MaximumDepth = 64;
    private const string ColumnFix = "Begin a comparison with a column's name, as in status = 'paid'; quote a name that is a keyword: \"order\".";

    /// <summary>The condition's tree.</summary>
    /// <exception cref="ExpressionException">The text is not a condition; says where and how to mend it.</exception>
    public static Predicate Parse(string text)
    {
        var reader = new TokenReader(text);
        var predicate = Or(reader, 0);
        reader.ExpectEnd("Join conditions with and or or.");
        return predicate;
    }

    private static Predicate Or(TokenReader reader, int depth)
    {
        var left = And(reader, depth);
        while (reader.TakeWord("or"))
        {
            left = new OrPredicate(left, And(reader, depth));
        }

        return left;
    }

    private static Predicate And(TokenReader reader, int depth)
    {
        var left = Not(reader, depth);
        while (reader.TakeWord("and"))
        {
            left = new AndPredicate(left, Not(reader, depth));
        }

        return left;
    }

    private static Predicate Not(TokenReader reader, int depth)
    {
        if (depth > MaximumDepth)
        {
            throw new ExpressionException($"More than {MaximumDepth} levels are nested here.", "Write it flatter.", reader.Current.Position);
        }

        if (reader.TakeWord("not"))
        {
            return new NotPredicate(Not(reader, depth + 1));
        }

        if (!reader.TakeSymbol("("))
        {
            return Test(reader);
        }

        var inner = Or(reader, depth + 1);
        reader.ExpectSymbol(")", "Close the parenthesis.");
        return inner;
    }

    private static Predicate Test(TokenReader reader)
    {
        var column = reader.ExpectColumn(ColumnFix);
        if (reader.TakeWord("is"))
        {
            var negated = reader.TakeWord("not");
            return reader.TakeWord("null")
                ? new NullPredicate(column, negated)
                : throw new ExpressionException($"Expected null but found {reader.Current}.", "Write is null or is not null.", reader.Current.Position);
        }

        if (reader.TakeWord("in"))
        {
            return In(reader, column);
        }

        if (reader.Current.IsWord("not"))
        {
            reader.Take();
            return reader.TakeWord("in")
                ? new NotPredicate(In(reader, column))
                : throw new ExpressionException($"Expected in but found {reader.Current}.", "Write not in (..), or put not before the column.", reader.Current.Position);
        }

        var comparison = reader.Current;
        var kind = comparison.Kind == TokenKind.Symbol ? Operator(comparison.Text) : null;
        if (kind is not { } found)
        {
            throw new ExpressionException($"Expected a comparison but found {comparison}.",
                "Follow the column with = <> < <= > >=, in (..) or is null; a boolean column with = true.", comparison.Position);
        }

        reader.Take();
        return new ComparePredicate(column, found, Value(reader));
    }

    private static InPredicate In(TokenReader reader, string column)
    {
        reader.ExpectSymbol("(", "List the values in parentheses: in ('a', 'b').");
        var values = new List<Literal>();
        do
        {
            values.Add(Value(reader));
        }
        while (reader.TakeSymbol(","));
        reader.ExpectSymbol(")", "Separate the values with commas and close the parenthesis.");
        return new InPredicate(column, values);
    }

    private static Literal Value(TokenReader reader)
    {
        var token = reader.Current;
        var literal = token.Kind switch
        {
            TokenKind.Text => new Literal(LiteralKind.Text, token.Text),
            TokenKind.Number => new Literal(LiteralKind.Number, token.Text),
            TokenKind.Name when token.IsWord("true") => new Literal(LiteralKind.Boolean, "true"),
            TokenKind.Name when token.IsWord("false") => new Literal(LiteralKind.Boolean, "false"),
            TokenKind.Name when token.IsWord("null") =>
                throw new ExpressionException("A comparison with null is never true.", "Write is null or is not null.", token.Position),
            _ => throw new ExpressionException($"Expected a value but found {token}.", "Write a text in single quotes, a number, true or false.", token.Position),
        };
        reader.Take();
        return literal;
    }

    private static Comparison? Operator(string symbol) => symbol switch
    {
        "=" => Comparison.Equal,
        "<>" or "!=" => Comparison.NotEqual,
        "<" => Comparison.Less,
        "<=" => Comparison.LessOrEqual,
        ">" => Comparison.Greater,
        ">=" => Comparison.GreaterOrEqual,
        _ => null,
    };
}
