using System.Text;

namespace DataRights.Mapping.Expressions;

/// <summary>Cuts a text of the map's language into tokens, each with its offset.</summary>
internal static class Lexer
{
    /// <summary>Longer texts are refused, so that no tree is too deep to walk.</summary>
    public const int MaximumLength = 4000;

    private static readonly string[] Symbols = ["<>", "!=", "<=", ">=", "=", "<", ">", "(", ")", ",", "+"];

    public static List<Token> Read(string text)
    {
        if (text.Length > MaximumLength)
        {
            throw new ExpressionException($"It is longer than {MaximumLength} characters.", "Split it into several rules.", MaximumLength);
        }

        var tokens = new List<Token>();
        var at = 0;
        while (true)
        {
            while (at < text.Length && char.IsWhiteSpace(text[at]))
            {
                at++;
            }

            if (at == text.Length)
            {
                tokens.Add(new(TokenKind.End, "", at));
                return tokens;
            }

            tokens.Add(Next(text, ref at));
        }
    }

    private static Token Next(string text, ref int at)
    {
        var start = at;
        var first = text[at];
        if (first == '\'')
        {
            return new(TokenKind.Text, Quoted(text, ref at, "text"), start);
        }

        if (first == '"')
        {
            var name = Quoted(text, ref at, "column name");
            return name.Length > 0
                ? new(TokenKind.QuotedName, name, start)
                : throw new ExpressionException("A column name is empty.", "Write the column's name between the double quotes.", start);
        }

        if (IsNameStart(first))
        {
            while (at < text.Length && (IsNameStart(text[at]) || char.IsDigit(text[at])))
            {
                at++;
            }

            return new(TokenKind.Name, text[start..at], start);
        }

        if (char.IsAsciiDigit(first) || (first == '-' && at + 1 < text.Length && char.IsAsciiDigit(text[at + 1])))
        {
            return Number(text, ref at);
        }

        foreach (var symbol in Symbols)
        {
            if (string.CompareOrdinal(text, at, symbol, 0, symbol.Length) == 0)
            {
                at += symbol.Length;
                return new(TokenKind.Symbol, symbol, start);
            }
        }

        throw new ExpressionException($"'{first}' has no meaning here.",
            "Use = <> < <= > >= in (..) is null and or not, texts in single quotes, and unusual column names in double quotes.", start);
    }

    private static string Quoted(string text, ref int at, string what)
    {
        var start = at;
        var quote = text[at++];
        var value = new StringBuilder();
        while (at < text.Length)
        {
            if (text[at] != quote)
            {
                value.Append(text[at++]);
            }
            else if (at + 1 < text.Length && text[at + 1] == quote)
            {
                value.Append(quote);
                at += 2;
            }
            else
            {
                at++;
                return value.ToString();
            }
        }

        throw new ExpressionException($"The {what} that begins here never ends.", $"Close it with {quote}; write {quote}{quote} for one inside it.", start);
    }

    private static Token Number(string text, ref int at)
    {
        var start = at++;
        Digits(text, ref at);
        if (at + 1 < text.Length && text[at] == '.' && char.IsAsciiDigit(text[at + 1]))
        {
            at++;
            Digits(text, ref at);
        }

        return at < text.Length && (IsNameStart(text[at]) || text[at] == '.')
            ? throw new ExpressionException("This is not a number.", "Write digits with at most one decimal point; quote texts with '.", start)
            : new(TokenKind.Number, text[start..at], start);
    }

    private static void Digits(string text, ref int at)
    {
        while (at < text.Length && char.IsAsciiDigit(text[at]))
        {
            at++;
        }
    }

    private static bool IsNameStart(char c) => c == '_' || char.IsLetter(c);
}
