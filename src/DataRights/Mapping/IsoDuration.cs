using System.Globalization;
using System.Text.RegularExpressions;

namespace DataRights.Mapping;

/// <summary>
/// An ISO 8601 duration (<c>P1M</c>, <c>P90D</c>, <c>PT8H</c>). Years and months are calendar ones, added first;
/// a day that the month lacks becomes the month's last.
/// </summary>
public readonly partial record struct IsoDuration(int Years, int Months, int Days, TimeSpan Time)
{
    public static IsoDuration Zero => default;

    public bool IsZero => this == default;

    public static IsoDuration FromDays(int days) => new(0, 0, days, TimeSpan.Zero);

    /// <summary>Reads a duration of whole, unsigned parts.</summary>
    public static bool TryParse(string? text, out IsoDuration duration)
    {
        duration = default;
        var match = Pattern().Match(text ?? "");
        if (!match.Success || text!.Length < 3 || text.EndsWith('T'))
        {
            return false;
        }

        int Part(string name) => match.Groups[name] is { Success: true } g ? int.Parse(g.ValueSpan, CultureInfo.InvariantCulture) : 0;
        duration = new(Part("y"), Part("m"), checked((Part("w") * 7) + Part("d")), new TimeSpan(Part("h"), Part("min"), Part("s")));
        return true;
    }

    /// <summary>The moment this long after <paramref name="start"/>.</summary>
    public DateTimeOffset After(DateTimeOffset start) =>
        start.AddMonths((Years * 12) + Months).AddDays(Days).Add(Time);

    /// <summary>The moment this long before <paramref name="end"/>.</summary>
    public DateTimeOffset Before(DateTimeOffset end) =>
        end.AddMonths(-((Years * 12) + Months)).AddDays(-Days).Subtract(Time);

    public override string ToString()
    {
        var date = string.Create(CultureInfo.InvariantCulture,
            $"{(Years > 0 ? $"{Years}Y" : "")}{(Months > 0 ? $"{Months}M" : "")}{(Days > 0 ? $"{Days}D" : "")}");
        var hours = (int)Time.TotalHours;
        var time = Time == TimeSpan.Zero ? "" : string.Create(CultureInfo.InvariantCulture,
            $"T{(hours > 0 ? $"{hours}H" : "")}{(Time.Minutes > 0 ? $"{Time.Minutes}M" : "")}{(Time.Seconds > 0 ? $"{Time.Seconds}S" : "")}");
        return date.Length + time.Length == 0 ? "PT0S" : "P" + date + time;
    }

    [GeneratedRegex(@"\AP(?:(?<y>\d{1,4})Y)?(?:(?<m>\d{1,5})M)?(?:(?<w>\d{1,5})W)?(?:(?<d>\d{1,6})D)?(?:T(?:(?<h>\d{1,6})H)?(?:(?<min>\d{1,6})M)?(?:(?<s>\d{1,6})S)?)?\z")]
    private static partial Regex Pattern();
}
