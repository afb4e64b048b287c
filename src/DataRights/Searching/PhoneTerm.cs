using System.Text.RegularExpressions;

namespace DataRights.Searching;

/// <summary>
/// An international telephone number, behind <c>+</c>, <c>00</c> or nothing, its digits separated as people do, with <c>(0)</c> where they
/// like it. A number without its country is not recognized: it is another one in every country.
/// </summary>
internal sealed class PhoneTerm(string value) : SearchTerm(NeedleOf(value), true)
{
    private const int NeedleLength = 7;
    private readonly Regex pattern = new(
        $@"(?<![\p{{L}}\p{{Nd}}]|\p{{Nd}}[-.])(?:\+|00)?{string.Join(@"(?:[ \u00A0./-]{0,2}\(0\)[ \u00A0./-]{0,2}|[ \u00A0./()-]{0,3})", Digits(value).AsEnumerable())}(?![\p{{L}}\p{{Nd}}]|[-.]\p{{Nd}})",
        RegexOptions.CultureInvariant);

    private protected override bool IsInPlain(string text) => pattern.IsMatch(text);

    private static string NeedleOf(string value) => Digits(value) is var digits && digits.Length > NeedleLength ? digits[^NeedleLength..] : digits;

    private static string Digits(string value) => string.Concat(value.Where(char.IsAsciiDigit));
}
