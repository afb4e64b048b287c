using System.Text.RegularExpressions;

namespace DataRights.Mapping.Expressions;

/// <summary>Reads a place in a JSON document: <c>$.user.id</c>.</summary>
public static partial class JsonPathParser
{
    /// <exception cref="ExpressionException">The text is no such path.</exception>
    public static JsonPath Parse(string text) => Pattern().IsMatch(text)
        ? new JsonPath(text[2..].Split('.'))
        : throw new ExpressionException("This is not a path into a JSON object.", "Write $.name or $.outer.inner; names are letters, digits, '_' and '-'.", 0);

    [GeneratedRegex(@"\A\$(\.[A-Za-z_][A-Za-z0-9_-]{0,62}){1,16}\z")]
    private static partial Regex Pattern();
}
