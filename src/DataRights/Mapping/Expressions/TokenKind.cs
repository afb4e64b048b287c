namespace DataRights.Mapping.Expressions;

internal enum TokenKind
{
    /// <summary>A column name or, when it was not quoted, a keyword.</summary>
    Name,
    QuotedName,
    Text,
    Number,
    Symbol,
    End,
}
