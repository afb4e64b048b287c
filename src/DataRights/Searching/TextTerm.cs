using System.Text;

namespace DataRights.Searching;

/// <summary>A long value, compared exactly, between characters that are no letters or digits.</summary>
internal sealed class TextTerm(string value) : SearchTerm(AsciiOf(value), false)
{
    private protected override bool IsInPlain(string text)
    {
        var composed = Tokens.IsValid(text) ? text.Normalize(NormalizationForm.FormC) : text;
        for (var at = composed.IndexOf(value, StringComparison.Ordinal); at >= 0; at = composed.IndexOf(value, at + 1, StringComparison.Ordinal))
        {
            if (!(at > 0 && Tokens.IsWord(composed, at - 1)) && !(at + value.Length < composed.Length && Tokens.IsWord(composed, at + value.Length)))
            {
                return true;
            }
        }

        return false;
    }
}
