using System.Globalization;
using DataRights.Mapping;
using DataRights.Sources;
using DataRights.Sql.Dialects;
using DataRights.Subjects;

namespace DataRights.Sql.Reading;

/// <summary>Compares a root's column (alias <c>t</c>) with a normalized identifier.</summary>
internal static class IdentifierSql
{
    private static readonly string[] PhonePunctuation = [" ", "-", "(", ")", "."];

    /// <summary>The condition; null when the column can hold no such value.</summary>
    public static string? Condition(SqlDialect dialect, SqlStatement statement, ColumnSchema? column, Identifier identifier)
    {
        if (column is null)
        {
            return null;
        }

        var expression = $"t.{SqlDialect.Quote(column.Name)}";
        var value = statement.Parameter(identifier.Value);
        return identifier.Type switch
        {
            IdentifierType.Email => $"{dialect.FoldedFor(expression, identifier.Value)} = {value}",
            IdentifierType.Phone => $"{Digits(expression)} = {value}",
            IdentifierType.Integer when column.Kind == ValueKind.Integer =>
                long.TryParse(identifier.Value, CultureInfo.InvariantCulture, out _) ? Typed(dialect, expression, value, column) : null,
            IdentifierType.Integer when column.Kind == ValueKind.Number => Typed(dialect, expression, value, column),
            IdentifierType.Uuid when column.Kind == ValueKind.Uuid && column.NativeType == "uuid" && dialect is PostgresDialect => Typed(dialect, expression, value, column),
            IdentifierType.Uuid => $"lower({dialect.KeyText(expression, column)}) = {value}",
            _ => $"{dialect.KeyText(expression, column)} = {value}",
        };
    }

    private static string Typed(SqlDialect dialect, string expression, string value, ColumnSchema column) =>
        $"{expression} = {dialect.FromKeyText(value, column)}";

    // What normalization drops from a typed number is dropped from a stored one.
    private static string Digits(string expression) =>
        PhonePunctuation.Aggregate(expression, (e, c) => $"replace({e}, {SqlDialect.Text(c)}, '')");
}
