using System.Globalization;
using DataRights.Export.Pages.Languages;
using DataRights.Mapping;

namespace DataRights.Export.Pages;

/// <summary>A period in words: <c>P1Y6M</c> is one year and six months.</summary>
internal static class ReadableDuration
{
    public static string Of(IsoDuration period, PageTexts texts)
    {
        var parts = new[] { (period.Years, texts.YearWords), (period.Months, texts.MonthWords), (period.Days, texts.DayWords), ((int)period.Time.TotalHours, texts.HourWords) };
        var said = string.Join(" ", parts.Where(p => p.Item1 > 0).Select(p => string.Format(CultureInfo.InvariantCulture, p.Item2[p.Item1 == 1 ? 0 : 1], p.Item1)));
        return said.Length > 0 ? said : period.ToString();
    }
}
