using System.Text;

namespace DataRights.Export.Rows;

/// <summary>
/// Shows a value by its last characters only: four at most, and never more than a third of it. Characters are Unicode
/// scalar values; the length stays visible, up to 40.
/// </summary>
public static class MaskedText
{
    private const int Shown = 4;
    private const int LongestMask = 40;

    public static string Of(ReadOnlySpan<char> text)
    {
        var runes = 0;
        foreach (var _ in text.EnumerateRunes())
        {
            runes++;
        }

        var shown = Math.Min(Shown, runes / 3);
        var result = new StringBuilder().Append('*', Math.Min(runes - shown, LongestMask));
        var at = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (at++ >= runes - shown)
            {
                result.Append(rune.ToString());
            }
        }

        return result.ToString();
    }
}
