using System.Text;
using DataRights.Mapping;
using DataRights.Requests;

namespace DataRights.Subjects;

/// <summary>
/// Brings an identifier as typed into the one form that it is compared in, by its type. Idempotent: a normalized value
/// normalizes to itself. Works on values of at most <see cref="LongestInput"/> UTF-16 units.
/// </summary>
/// <exception cref="RequestRefusedException">Code <c>identifier-invalid</c>; names the identifier, never its value.</exception>
public static class IdentifierNormalizer
{
    public const int LongestInput = 2000;

    public static Identifier Normalize(IdentifierRule rule, string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (value.Length > LongestInput)
        {
            throw Invalid(rule.Name, $"is longer than {LongestInput} characters");
        }

        var composed = Composed(rule, value);
        var normalized = rule.Type switch
        {
            IdentifierType.Text => IdentifierShapes.Text(composed),
            IdentifierType.Integer => IdentifierShapes.Integer(composed),
            IdentifierType.Email => IdentifierShapes.Email(composed),
            IdentifierType.Phone => IdentifierShapes.Phone(composed),
            IdentifierType.Uuid => IdentifierShapes.Uuid(composed),
            _ => throw new InvalidOperationException($"Identifier '{rule.Name}' is of the unknown type {rule.Type}."),
        };
        return normalized.Value is { } text
            ? new Identifier(rule.Name, rule.Type, text)
            : throw Invalid(rule.Name, normalized.Fault!);
    }

    private static string Composed(IdentifierRule rule, string value)
    {
        try
        {
            return value.Normalize(NormalizationForm.FormC);
        }
        catch (ArgumentException)
        {
            // The exception's text may quote the value, so it is not kept.
            throw Invalid(rule.Name, "is not valid Unicode (it holds half of a surrogate pair)");
        }
    }

    private static RequestRefusedException Invalid(string name, string fault) =>
        new("identifier-invalid", $"The identifier '{name}' {fault}.", JsonPointer(name));

    private static string JsonPointer(string name) =>
        "/identifiers/" + name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}
