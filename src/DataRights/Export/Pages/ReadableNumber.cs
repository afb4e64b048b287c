using System.Text;
using DataRights.Export.Pages.Languages;

namespace DataRights.Export.Pages;

/// <summary>A decimal with the language's own signs, digit by digit as it is: nothing is rounded, no zero falls away.</summary>
internal static class ReadableNumber
{
    /// <summary>The text itself when it is no plain decimal, for instance <c>NaN</c> or <c>1E+20</c>.</summary>
    public static string Of(string digits, PageTexts texts)
    {
        var sign = digits.StartsWith('-') ? 1 : 0;
        var point = digits.IndexOf('.', StringComparison.Ordinal);
        var whole = point < 0 ? digits.Length : point;
        if (whole == sign || !digits.AsSpan(sign, whole - sign).ContainsOnlyDigits() || (point >= 0 && !digits.AsSpan(point + 1).ContainsOnlyDigits()))
        {
            return digits;
        }

        var text = new StringBuilder(digits, 0, sign, digits.Length + 8);
        for (var i = sign; i < whole; i++)
        {
            if (i > sign && (whole - i) % 3 == 0)
            {
                text.Append(texts.GroupSeparator);
            }

            text.Append(digits[i]);
        }

        return point < 0 ? text.ToString() : text.Append(texts.DecimalPoint).Append(digits, point + 1, digits.Length - point - 1).ToString();
    }

    private static bool ContainsOnlyDigits(this ReadOnlySpan<char> text) => !text.IsEmpty && !text.ContainsAnyExceptInRange('0', '9');
}
