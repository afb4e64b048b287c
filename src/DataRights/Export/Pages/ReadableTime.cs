using System.Globalization;
using System.Text.RegularExpressions;
using DataRights.Export.Pages.Languages;

namespace DataRights.Export.Pages;

/// <summary>
/// Dates and times as people read them. Only whole texts in ISO 8601's extended form are taken for one, wherever they stand, since
/// SQLite keeps times as text; anything else stays as it is. No time is moved to another zone.
/// </summary>
internal static partial class ReadableTime
{
    private const int Shortest = 10;
    private const int Longest = 40;

    /// <summary>Null when the text is not a date or a date with a time.</summary>
    public static string? Of(string text, PageTexts texts)
    {
        if (text.Length is < Shortest or > Longest || text[4] != '-' || Form().Match(text) is not { Success: true } match
            || !DateOnly.TryParseExact(match.Groups[1].Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return null;
        }

        var zone = match.Groups[3].Value;
        var time = match.Groups[2].Value;
        var date = string.Format(CultureInfo.InvariantCulture, texts.Date, day.Day, texts.Months[day.Month - 1], day.Year);
        return time.Length == 0 ? date : $"{date} {time}{(zone.Length == 0 ? "" : zone is "Z" or "+00" or "+00:00" ? " UTC" : " UTC" + zone)}";
    }

    public static string Of(DateTimeOffset time, PageTexts texts) =>
        Of(time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture), texts)!;

    [GeneratedRegex(@"\A(\d{4}-\d\d-\d\d)(?:[T ]([01]\d:[0-5]\d(?::[0-5]\d)?|2[0-3]:[0-5]\d(?::[0-5]\d)?)(?:\.\d{1,9})?(Z|[+-]\d\d(?::\d\d)?)?)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
