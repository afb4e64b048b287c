namespace DataRights.Searching;

/// <summary>A UUID in either case, with or without its dashes.</summary>
internal sealed class UuidTerm(string value) : SearchTerm(value[..8].ToLowerInvariant(), false)
{
    private readonly string[] spellings = [value, value.Replace("-", "", StringComparison.Ordinal)];

    private protected override bool IsInPlain(string text) => spellings.Any(s => IsIn(text, s));

    private static bool IsIn(string text, string spelling)
    {
        for (var at = text.IndexOf(spelling, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(spelling, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            if (!(at > 0 && Tokens.IsWord(text, at - 1) && text[at - 1] != '_') && !(at + spelling.Length < text.Length && Tokens.IsWord(text, at + spelling.Length)))
            {
                return true;
            }
        }

        return false;
    }
}
