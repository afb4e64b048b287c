using System.Text;

namespace DataRights.Searching;

/// <summary>An e-mail address without regard to case. <c>joann@x.org</c>, <c>mary.ann@x.org</c> and <c>ann@x.org.uk</c> are other addresses than <c>ann@x.org</c>.</summary>
internal sealed class EmailTerm(string value) : SearchTerm(AsciiOf(value), false)
{
    private readonly string value = Folded(value);

    private protected override bool IsInPlain(string text)
    {
        var folded = Folded(text);
        for (var at = folded.IndexOf(value, StringComparison.Ordinal); at >= 0; at = folded.IndexOf(value, at + 1, StringComparison.Ordinal))
        {
            if (!GoesOnBefore(folded, at) && !GoesOnAfter(folded, at + value.Length))
            {
                return true;
            }
        }

        return false;
    }

    // Quotes, '=' and '/' may stand in an address by the letter of RFC 5322, and beside one in every other text.
    private static bool GoesOnBefore(string text, int at) => at > 0 && (Tokens.IsWord(text, at - 1) || text[at - 1] is '.' or '+' or '-');

    private static bool GoesOnAfter(string text, int end) =>
        end < text.Length && (Tokens.IsWord(text, end) || (text[end] is '.' or '-' && end + 1 < text.Length && Tokens.IsWord(text, end + 1)));

    // A text that is not valid Unicode cannot be composed, and is compared as it stands.
    private static string Folded(string text) => (Tokens.IsValid(text) ? text.Normalize(NormalizationForm.FormC) : text).ToLowerInvariant();
}
