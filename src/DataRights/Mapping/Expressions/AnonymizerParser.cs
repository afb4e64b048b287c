namespace DataRights.Mapping.Expressions;

/// <summary>Reads what may take a value's place: <c>null</c>, <c>constant:[deleted]</c>, <c>unique:deleted-</c>, <c>truncate-ip</c>.</summary>
public static class AnonymizerParser
{
    private const string ConstantPrefix = "constant:";
    private const string UniquePrefix = "unique:";

    /// <exception cref="ExpressionException">The text is none of them.</exception>
    public static ColumnAnonymizer Parse(string column, string text) => text switch
    {
        "null" => new(column, AnonymizerKind.Null, null),
        _ when text.Contains('\0', StringComparison.Ordinal) => throw new ExpressionException("The text holds a NUL character, which no database takes.", "Leave it out.", text.IndexOf('\0', StringComparison.Ordinal)),
        "truncate-ip" => new(column, AnonymizerKind.TruncateIp, null),
        _ when text.StartsWith(ConstantPrefix, StringComparison.Ordinal) => new(column, AnonymizerKind.Constant, text[ConstantPrefix.Length..]),
        _ when text.StartsWith(UniquePrefix, StringComparison.Ordinal) => new(column, AnonymizerKind.Unique, text[UniquePrefix.Length..]),
        _ => throw new ExpressionException("This is not one of the replacements.",
            "Write null, constant:<text>, unique:<prefix> or truncate-ip.", 0),
    };
}
