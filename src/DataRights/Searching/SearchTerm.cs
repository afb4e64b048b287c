using DataRights.Mapping;
using DataRights.Subjects;

namespace DataRights.Searching;

/// <summary>
/// An identifier as it is looked for in texts: where it stands by itself, in whatever spelling its type has, and never as a part of a
/// longer token. Holds the value: it is never logged, and no message shows it.
/// </summary>
public abstract class SearchTerm
{
    /// <summary>The shortest text that is looked for, and how many different characters it has at least: what is shorter is found everywhere.</summary>
    public const int ShortestText = 12;
    private const int FewestCharacters = 6;

    /// <summary>What may stand between the digits of a telephone number.</summary>
    public const string Separators = " \u00A0-.()/";

    private protected SearchTerm(string needle, bool ignoresSeparators) => (Needle, IgnoresSeparators) = (needle, ignoresSeparators);

    /// <summary>Lower-case ASCII that every text with the identifier contains, once its own ASCII letters are lower-case too. Empty when nothing is that certain.</summary>
    public string Needle { get; }

    /// <summary>True when the needle is looked for in a text without its <see cref="Separators"/>.</summary>
    public bool IgnoresSeparators { get; }

    /// <summary>The term of a normalized identifier; null when it would be found everywhere: a whole number, or a text that is short or has few different characters.</summary>
    public static SearchTerm? Of(Identifier identifier) => identifier.Type switch
    {
        IdentifierType.Email => new EmailTerm(identifier.Value),
        IdentifierType.Phone => new PhoneTerm(identifier.Value),
        IdentifierType.Uuid => new UuidTerm(identifier.Value),
        IdentifierType.Text when identifier.Value.Length >= ShortestText && identifier.Value.Distinct().Count() >= FewestCharacters => new TextTerm(identifier.Value),
        _ => null,
    };

    /// <summary>Whether the identifier stands in the text, as it is or once the escapes of JSON are undone.</summary>
    public bool IsIn(string text) =>
        IsInPlain(text) || (text.Contains('\\', StringComparison.Ordinal) && IsInPlain(JsonEscapes.Undo(text)));

    private protected abstract bool IsInPlain(string text);

    public override string ToString() => GetType().Name;

    /// <summary>The longest part of the value that is ASCII, in lower case; empty when that is too short to be of use.</summary>
    private protected static string AsciiOf(string value)
    {
        var longest = "";
        for (var (start, i) = (0, 0); i <= value.Length; i++)
        {
            if (i == value.Length || !char.IsAscii(value[i]))
            {
                longest = i - start > longest.Length ? value[start..i] : longest;
                start = i + 1;
            }
        }

        return longest.Length < 3 ? "" : longest.ToLowerInvariant();
    }
}
