using System.Globalization;
using DataRights.Mapping;

namespace DataRights.Retention;

/// <summary>Local moments coarsened to the start of their hour, day, week (from Monday, ISO 8601) or month.</summary>
public static class RetentionPeriods
{
    /// <summary>The level's period as text: <c>yyyy-MM-ddTHH:00:00</c> for an hour, otherwise its first day <c>yyyy-MM-dd</c>.</summary>
    public static string Text(DateTime local, Generalization level) => level == Generalization.Hour
        ? local.ToString("yyyy-MM-dd'T'HH:00:00", CultureInfo.InvariantCulture)
        : First(DateOnly.FromDateTime(local), level).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>The first day of the period that the day lies in.</summary>
    public static DateOnly First(DateOnly day, PublicationPeriod period) => First(day, LevelOf(period));

    /// <summary>The level of time that is as coarse as the period.</summary>
    public static Generalization LevelOf(PublicationPeriod period) => period switch
    {
        PublicationPeriod.Day => Generalization.Day,
        PublicationPeriod.Week => Generalization.Week,
        _ => Generalization.Month,
    };

    /// <summary>The first day of the day's own day, week or month.</summary>
    public static DateOnly First(DateOnly day, Generalization level) => level switch
    {
        Generalization.Day => day,
        Generalization.Week => day.AddDays(-(((int)day.DayOfWeek + 6) % 7)),
        Generalization.Month => new DateOnly(day.Year, day.Month, 1),
        _ => throw new ArgumentOutOfRangeException(nameof(level), level, "Not a period of whole days."),
    };
}
