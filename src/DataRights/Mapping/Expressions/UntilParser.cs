namespace DataRights.Mapping.Expressions;

/// <summary>Reads when a retained row's time is over: <c>paid_at + P7Y</c>, <c>endOfYear(paid_at) + P7Y</c>, <c>endOfMonth(ended_on) + P30D</c>.</summary>
public static class UntilParser
{
    private const string Fix = "Write a date column plus a duration: paid_at + P7Y, endOfYear(paid_at) + P7Y or endOfMonth(paid_at) + P30D.";

    /// <exception cref="ExpressionException">The text is no such rule; says where and how to mend it.</exception>
    public static UntilRule Parse(string text)
    {
        var reader = new TokenReader(text);
        var first = reader.Current;
        var column = reader.ExpectColumn(Fix);
        var counted = UntilBase.Column;
        if (first.Kind == TokenKind.Name && reader.TakeSymbol("("))
        {
            counted = column switch
            {
                "endOfYear" => UntilBase.EndOfYear,
                "endOfMonth" => UntilBase.EndOfMonth,
                _ => throw new ExpressionException($"There is no function '{column}'.", "Use endOfYear(column) or endOfMonth(column).", first.Position),
            };
            column = reader.ExpectColumn(Fix);
            reader.ExpectSymbol(")", "Close the parenthesis after the column.");
        }

        reader.ExpectSymbol("+", Fix);
        var duration = reader.Current;
        if (duration.Kind != TokenKind.Name)
        {
            throw new ExpressionException($"Expected a duration but found {duration}.", "Write for instance P30D, P1M or P7Y after the plus sign.", duration.Position);
        }

        reader.Take();
        var rule = new UntilRule(counted, column, DurationReader.Parse(duration.Text, duration.Position));
        reader.ExpectEnd(Fix);
        return rule;
    }
}
