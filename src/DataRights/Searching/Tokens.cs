using System.Globalization;

namespace DataRights.Searching;

/// <summary>What belongs to one word.</summary>
internal static class Tokens
{
    /// <summary>Whether a letter, a digit, a mark on one, or an underscore stands there.</summary>
    public static bool IsWord(string text, int at) =>
        text[at] == '_' || char.IsLetterOrDigit(text, at) || (at > 0 && char.IsSurrogatePair(text, at - 1) && char.IsLetterOrDigit(text, at - 1))
        || char.GetUnicodeCategory(text, at) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    /// <summary>Whether the text holds no half of a surrogate pair.</summary>
    public static bool IsValid(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]) && !(i + 1 < text.Length && char.IsSurrogatePair(text[i], text[++i])))
            {
                return false;
            }
        }

        return true;
    }
}
