namespace DataRights.Mapping.Expressions;

/// <summary>Reads a measure: <c>count</c> or <c>sum(column)</c>.</summary>
public static class MeasureParser
{
    private const string Fix = "Write count or sum(column).";

    /// <exception cref="ExpressionException">The text is neither.</exception>
    public static Measure Parse(string name, string text)
    {
        var reader = new TokenReader(text);
        if (reader.TakeWord("count"))
        {
            reader.ExpectEnd(Fix);
            return new(name, MeasureKind.Count, null);
        }

        if (!reader.TakeWord("sum"))
        {
            throw new ExpressionException($"Expected count or sum(column) but found {reader.Current}.", Fix, reader.Current.Position);
        }

        reader.ExpectSymbol("(", Fix);
        var column = reader.ExpectColumn(Fix);
        reader.ExpectSymbol(")", Fix);
        reader.ExpectEnd(Fix);
        return new(name, MeasureKind.Sum, column);
    }
}
