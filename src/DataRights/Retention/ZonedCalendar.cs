using DataRights.Mapping;

namespace DataRights.Retention;

/// <summary>
/// The days of an IANA zone as spans of UTC. Days follow each other without gap or overlap, whatever the zone does at
/// midnight; with daylight saving one is 23, another 25 hours long, and a day that a zone skipped is empty.
/// </summary>
public sealed class ZonedCalendar
{
    private readonly TimeZoneInfo zone;

    private ZonedCalendar(TimeZoneInfo zone) => this.zone = zone;

    /// <summary>The calendar of the rule's zone.</summary>
    /// <exception cref="RetentionRuleException">This machine knows no zone of that name.</exception>
    public static ZonedCalendar Of(RetentionRule rule) => TimeZoneInfo.TryFindSystemTimeZoneById(rule.Zone, out var zone)
        ? new ZonedCalendar(zone)
        : throw new RetentionRuleException(rule.Name, "unknown-zone", $"'{rule.Zone}' is no zone known here; name an IANA zone such as Europe/Berlin or UTC.");

    /// <summary>The first moment of the day, in UTC.</summary>
    public DateTimeOffset StartOf(DateOnly day)
    {
        // Searched, not computed: a zone may jump over midnight, or strike it twice.
        var noon = new DateTimeOffset(day, new TimeOnly(12, 0), TimeSpan.Zero).ToUnixTimeSeconds();
        var (before, after) = (noon - 129_600, noon + 129_600);
        while (after - before > 1)
        {
            var middle = before + ((after - before) / 2);
            if (DateOnly.FromDateTime(Local(DateTimeOffset.FromUnixTimeSeconds(middle))) >= day)
            {
                after = middle;
            }
            else
            {
                before = middle;
            }
        }

        return DateTimeOffset.FromUnixTimeSeconds(after);
    }

    /// <summary>The first moment after the day, in UTC.</summary>
    public DateTimeOffset EndOf(DateOnly day) => StartOf(day.AddDays(1));

    /// <summary>The day that the moment belongs to.</summary>
    public DateOnly DayOf(DateTimeOffset moment)
    {
        var day = DateOnly.FromDateTime(Local(moment));
        while (moment < StartOf(day))
        {
            day = day.AddDays(-1);
        }

        while (moment >= EndOf(day))
        {
            day = day.AddDays(1);
        }

        return day;
    }

    /// <summary>What a clock on the wall shows at that moment.</summary>
    public DateTime Local(DateTimeOffset moment) => TimeZoneInfo.ConvertTime(moment, zone).DateTime;
}
