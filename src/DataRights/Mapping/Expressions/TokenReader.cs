namespace DataRights.Mapping.Expressions;

/// <summary>Walks over tokens, one ahead.</summary>
internal sealed class TokenReader(string text)
{
    private static readonly HashSet<string> Keywords =
        new(["and", "or", "not", "in", "is", "null", "true", "false"], StringComparer.OrdinalIgnoreCase);

    private readonly List<Token> tokens = Lexer.Read(text);
    private int at;

    public Token Current => tokens[at];

    public Token Take()
    {
        var token = tokens[at];
        if (token.Kind != TokenKind.End)
        {
            at++;
        }

        return token;
    }

    public bool TakeWord(string word) => Current.IsWord(word) && Take().Kind == TokenKind.Name;

    public bool TakeSymbol(string symbol) => Current.IsSymbol(symbol) && Take().Kind == TokenKind.Symbol;

    public void ExpectSymbol(string symbol, string fix)
    {
        if (!TakeSymbol(symbol))
        {
            throw new ExpressionException($"Expected '{symbol}' but found {Current}.", fix, Current.Position);
        }
    }

    public string ExpectColumn(string fix)
    {
        var isColumn = Current.Kind == TokenKind.QuotedName || (Current.Kind == TokenKind.Name && !Keywords.Contains(Current.Text));
        return isColumn ? Take().Text : throw new ExpressionException($"Expected a column but found {Current}.", fix, Current.Position);
    }

    public void ExpectEnd(string fix)
    {
        if (Current.Kind != TokenKind.End)
        {
            throw new ExpressionException($"Nothing may follow here, but {Current} does.", fix, Current.Position);
        }
    }
}
