using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace DataRights.Subjects;

/// <summary>The shape of each identifier type: the normalized value, or what is wrong as the end of a sentence.</summary>
internal static partial class IdentifierShapes
{
    /// <summary>RFC 5321 4.5.3.1: a path of 256 octets less its angle brackets.</summary>
    private const int LongestEmail = 254;
    private const int LongestLocalPart = 64;
    private const int LongestLabel = 63;
    private const int LongestText = 1000;
    private const int MostDigits = 100;

    public static (string? Value, string? Fault) Text(string value) =>
        value.Length is 0 or > LongestText ? (null, $"must have 1 to {LongestText} characters")
        : value.Any(char.IsControl) ? (null, "must not hold control characters")
        : (value, null);

    public static (string? Value, string? Fault) Integer(string value)
    {
        var match = Whole().Match(value.Trim());
        if (!match.Success)
        {
            return (null, "must be a whole number written in the digits 0 to 9");
        }

        var digits = match.Groups["digits"].Value;
        return digits.Length > MostDigits ? (null, $"must have at most {MostDigits} digits")
            : digits.Length == 0 ? ("0", null)
            : (match.Groups["minus"].Value + digits, null);
    }

    public static (string? Value, string? Fault) Email(string value)
    {
        // Lower-casing may leave marks uncomposed, so the form is made whole again.
        var address = value.Trim().ToLowerInvariant().Normalize(NormalizationForm.FormC);
        var at = address.LastIndexOf('@');
        if (at < 1 || address.IndexOf('@', StringComparison.Ordinal) != at)
        {
            return (null, "must be an e-mail address with one '@' between a name and a domain");
        }

        return address.Length > LongestEmail || at > LongestLocalPart ? (null, $"must have at most {LongestLocalPart} characters before the '@' and {LongestEmail} in all")
            : address.EnumerateRunes().Any(IsNotForAddresses) ? (null, "must not hold spaces, control or invisible characters")
            : !address[(at + 1)..].Split('.').All(IsLabel) ? (null, "must have a domain of letters, digits, '-' and single dots after the '@'")
            : (address, null);
    }

    public static (string? Value, string? Fault) Phone(string value)
    {
        if (value.Contains("(0)", StringComparison.Ordinal))
        {
            // A zero to be dialled at home only: kept, it would make another number.
            return (null, "must be written without '(0)'");
        }

        var bare = Separators().Replace(value, "");
        return E164().IsMatch(bare)
            ? (bare, null)
            : (null, "must be a phone number in the international form: '+', the country code and the number, at most 15 digits");
    }

    public static (string? Value, string? Fault) Uuid(string value)
    {
        var bare = value.Trim();
        bare = bare.StartsWith("urn:uuid:", StringComparison.OrdinalIgnoreCase) ? bare[9..] : bare;
        return Guid.TryParseExact(bare, "D", out var uuid) || Guid.TryParseExact(bare, "N", out uuid) || Guid.TryParseExact(bare, "B", out uuid)
            ? (uuid.ToString("D"), null)
            : (null, "must be a UUID of 32 hexadecimal digits in the groups 8-4-4-4-12");
    }

    private static bool IsNotForAddresses(Rune rune) =>
        Rune.IsWhiteSpace(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format;

    private static bool IsLabel(string label) =>
        label.Length is > 0 and <= LongestLabel && label[0] != '-' && label[^1] != '-' && label.EnumerateRunes().All(IsForLabels);

    private static bool IsForLabels(Rune rune) => rune.Value == '-' || Rune.IsLetterOrDigit(rune)
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    [GeneratedRegex(@"\A(?:\+|(?<minus>-))?0*(?<digits>[1-9][0-9]*|(?<=0))\z")]
    private static partial Regex Whole();

    [GeneratedRegex(@"[\s.()/\-\u2010-\u2015]")]
    private static partial Regex Separators();

    [GeneratedRegex(@"\A\+[1-9][0-9]{1,14}\z")]
    private static partial Regex E164();
}
