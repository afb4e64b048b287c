namespace DataRights.Mapping.Expressions;

/// <summary>A small text of the map's language (a condition, an <c>until</c>, a prefix …) cannot be read.</summary>
/// <param name="message">What is wrong, in one sentence.</param>
/// <param name="fix">How to mend it, in one sentence.</param>
/// <param name="position">The offset of the fault in the text, from 0; its length when the text ends too early.</param>
public sealed class ExpressionException(string message, string fix, int position) : FormatException(message)
{
    public string Fix { get; } = fix;

    public int Position { get; } = position;
}
