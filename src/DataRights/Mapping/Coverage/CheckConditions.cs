using System.Text.RegularExpressions;

namespace DataRights.Mapping.Coverage;

/// <summary>
/// Reads the commonest check constraints: one column that must be one of a list of texts or numbers, that must not be null, or
/// whose length is bounded. Any other says nothing here: the database has the last word, in the transaction.
/// </summary>
internal static partial class CheckConditions
{
    /// <summary>True when the condition is understood and what is written is certainly against it.</summary>
    public static bool Forbids(string condition, string column, ColumnAnonymizer anonymizer)
    {
        if (Plain(condition) is not { } plain)
        {
            return false;
        }

        if (NotNull().Match(plain) is { Success: true } notNull)
        {
            return anonymizer.Kind == AnonymizerKind.Null && IsColumn(notNull, column);
        }

        if (List().Match(plain) is { Success: true } list && IsColumn(list, column))
        {
            var values = Value().Matches(list.Groups["values"].Value).Select(v => v.Groups["text"].Success ? v.Groups["text"].Value.Replace("''", "'", StringComparison.Ordinal) : v.Groups["number"].Value).ToList();
            return anonymizer.Kind switch
            {
                AnonymizerKind.Constant => !values.Contains(anonymizer.Argument!),
                AnonymizerKind.Unique => true,
                _ => false,
            };
        }

        return Bounded().Match(plain) is { Success: true } bounded && IsColumn(bounded, column)
            && int.TryParse(bounded.Groups["most"].Value, out var most)
            && anonymizer.Kind switch
            {
                AnonymizerKind.Constant => anonymizer.Argument!.EnumerateRunes().Count() > most,
                AnonymizerKind.Unique => anonymizer.Argument!.EnumerateRunes().Count() + 32 > most,
                _ => false,
            };
    }

    private static bool IsColumn(Match match, string column) =>
        match.Groups["column"].Value.Trim('"').Equals(column, StringComparison.OrdinalIgnoreCase);

    /// <summary>Without the word CHECK, casts and parentheses that change nothing; null when it is longer than any that is read.</summary>
    private static string? Plain(string condition)
    {
        if (condition.Length > 4000)
        {
            return null;
        }

        var text = Cast().Replace(Suffix().Replace(condition.Trim(), ""), "");
        text = text.StartsWith("CHECK", StringComparison.OrdinalIgnoreCase) ? text[5..].Trim() : text;
        for (var before = ""; before != text;)
        {
            before = text;
            text = Whole().Match(text) is { Success: true } whole ? whole.Groups["inner"].Value.Trim() : text;
            text = Name().Replace(text, "${name}");
        }

        return text;
    }

    // Rows of before need not be valid; what is written now must be.
    [GeneratedRegex("""(\s+(NOT VALID|NO INHERIT))+$""")]
    private static partial Regex Suffix();

    [GeneratedRegex("""^(?<column>"[^"]+"|\w+)\s+is\s+not\s+null$""", RegexOptions.IgnoreCase)]
    private static partial Regex NotNull();

    [GeneratedRegex("""^(?<column>"[^"]+"|\w+)\s*(in\s*\(|=\s*any\s*\(\s*\(?\s*array\[)(?<values>\s*('([^']|'')*'|-?[0-9.]+)(\s*,\s*('([^']|'')*'|-?[0-9.]+))*\s*)(\)|\]\s*\)?\s*\))$""", RegexOptions.IgnoreCase)]
    private static partial Regex List();

    [GeneratedRegex("""^(length|char_length|character_length)\s*\(\s*(?<column>"[^"]+"|\w+)\s*\)\s*<=\s*(?<most>[0-9]{1,9})$""", RegexOptions.IgnoreCase)]
    private static partial Regex Bounded();

    [GeneratedRegex("""'(?<text>([^']|'')*)'|(?<number>-?[0-9.]+)""")]
    private static partial Regex Value();

    [GeneratedRegex("""::(character varying|double precision|[a-z_]+)(\([0-9, ]+\))?(\[\])?""")]
    private static partial Regex Cast();

    // Balanced to the end: the first parenthesis closes with the last.
    [GeneratedRegex("""^\((?<inner>(?>[^()']+|'([^']|'')*'|(?<open>\()|(?<-open>\)))*)(?(open)(?!))\)$""", RegexOptions.Singleline)]
    private static partial Regex Whole();

    [GeneratedRegex("""(?<![\w"])\((?<name>"[^"]+"|[a-z_]\w*)\)""", RegexOptions.IgnoreCase)]
    private static partial Regex Name();
}
