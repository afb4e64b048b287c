namespace DataRights.Mapping.Expressions;

/// <summary>Reads a measure: <c>count</c>, <c>sum(column)</c>, <c>avg(column)</c> or <c>people</c>.</summary>
public static class MeasureParser
{
    private const string Fix = "Write count, sum(column), avg(column) or people.";

    /// <exception cref="ExpressionException">The text is none of these.</exception>
    public static Measure Parse(string name, string text)
    {
        var reader = new TokenReader(text);
        if (reader.TakeWord("count"))
        {
            reader.ExpectEnd(Fix);
            return new(name, MeasureKind.Count, null);
        }

        if (reader.TakeWord("people"))
        {
            reader.ExpectEnd(Fix);
            return new(name, MeasureKind.People, null);
        }

        var kind = reader.TakeWord("sum") ? MeasureKind.Sum
            : reader.TakeWord("avg") ? MeasureKind.Average
            : throw new ExpressionException($"Expected count, sum(column), avg(column) or people but found {reader.Current}.", Fix, reader.Current.Position);
        reader.ExpectSymbol("(", Fix);
        var column = reader.ExpectColumn(Fix);
        reader.ExpectSymbol(")", Fix);
        reader.ExpectEnd(Fix);
        return new(name, kind, column);
    }
}
