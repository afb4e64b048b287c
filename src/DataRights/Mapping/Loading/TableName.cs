using System.Text.RegularExpressions;
using DataRights.Mapping.Expressions;

namespace DataRights.Mapping.Loading;

/// <summary>A table's name: <c>table</c> or <c>schema.table</c>.</summary>
internal static partial class TableName
{
    public static string Parse(string text) =>
        Pattern().IsMatch(text)
            ? text
            : throw new ExpressionException("This is not a table's name.", "Write table or schema.table, unquoted.", 0);

    [GeneratedRegex(@"\A[^\p{C}.""]{1,63}(\.[^\p{C}.""]{1,63})?\z")]
    private static partial Regex Pattern();
}
