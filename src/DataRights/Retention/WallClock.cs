using DataRights.Mapping;

namespace DataRights.Retention;

/// <summary>
/// Reads times that were written without a zone, off a clock on a wall. A clock is not a ruler: in spring it leaves out an hour, in autumn
/// it shows one twice. Here every reading lies at or after a moment, or before it, and on one side only; and later moments have
/// later bounds, so that periods share no reading and miss none.
/// </summary>
public sealed class WallClock
{
    // No zone was ever put further back at once, the date line included.
    private const int MostHours = 26;

    private readonly TimeZoneInfo zone;

    private WallClock(TimeZoneInfo zone) => this.zone = zone;

    /// <summary>The clock by which the rule's times without a zone were written; UTC where the rule does not say.</summary>
    /// <exception cref="RetentionRuleException">Code <c>unknown-zone</c>: this machine knows no zone of that name.</exception>
    public static WallClock Of(RetentionRule rule) => TimeZoneInfo.TryFindSystemTimeZoneById(rule.Zoneless ?? "UTC", out var zone)
        ? new WallClock(zone)
        : throw new RetentionRuleException(rule.Name, "unknown-zone", $"'{rule.Zoneless}' in 'zoneless' is no zone known here; name an IANA zone such as Europe/Berlin or UTC.");

    /// <exception cref="TimeZoneNotFoundException">This machine knows no zone of that name.</exception>
    public static WallClock In(string zone) => new(TimeZoneInfo.FindSystemTimeZoneById(zone));

    /// <summary>
    /// The lowest reading that counts as at or after the moment. No lower one is shown at that moment or ever after it: what is closed
    /// stays closed, though the clock is put back. A reading that is shown twice is so taken for the second time, and one that was
    /// left out belongs to what comes after the gap.
    /// </summary>
    public DateTime BoundAt(DateTimeOffset moment)
    {
        var bound = Earlier(At(moment), At(moment.AddTicks(-1)).AddTicks(1));
        foreach (var change in Changes(moment, moment.AddHours(MostHours)))
        {
            bound = Earlier(bound, At(change));
        }

        return bound;
    }

    /// <summary>The highest reading that the clock has shown by the moment.</summary>
    public DateTime HighestBy(DateTimeOffset moment)
    {
        var highest = At(moment);
        foreach (var change in Changes(moment.AddHours(-MostHours), moment))
        {
            highest = Later(highest, At(change.AddTicks(-1)));
        }

        return highest;
    }

    /// <summary>The moment of a reading. One that is shown twice means the second time; one that was left out goes by the offset before the gap. PostgreSQL's rule for <c>at time zone</c>.</summary>
    public DateTimeOffset MomentOf(DateTime reading)
    {
        var utc = new DateTimeOffset(reading, TimeSpan.Zero);
        var (before, after) = (zone.GetUtcOffset(utc.AddHours(-MostHours)), zone.GetUtcOffset(utc.AddHours(MostHours)));
        var second = utc - after;
        return zone.GetUtcOffset(second) == after ? second : utc - before;
    }

    /// <summary>The day of a calendar that the reading belongs to, by its bounds.</summary>
    public DateOnly DayOf(DateTime reading, PeriodCalendar calendar)
    {
        var day = calendar.DayOf(new DateTimeOffset(reading, TimeSpan.Zero) - zone.GetUtcOffset(new DateTimeOffset(reading, TimeSpan.Zero)));
        while (reading < BoundAt(calendar.StartOf(day)))
        {
            day = day.AddDays(-1);
        }

        while (reading >= BoundAt(calendar.StartOf(day.AddDays(1))))
        {
            day = day.AddDays(1);
        }

        return day;
    }

    private DateTime At(DateTimeOffset moment) => (moment + zone.GetUtcOffset(moment)).UtcDateTime;

    /// <summary>The moments, after the first and up to the second, at which the clock was put on or back.</summary>
    private IEnumerable<DateTimeOffset> Changes(DateTimeOffset after, DateTimeOffset to)
    {
        for (var from = after; from < to; from = from.AddHours(1))
        {
            var (low, high) = (from.ToUnixTimeSeconds(), from.AddHours(1).ToUnixTimeSeconds());
            var offset = Offset(high);
            if (Offset(low) == offset)
            {
                continue;
            }

            while (high - low > 1)
            {
                var middle = low + ((high - low) / 2);
                (low, high) = Offset(middle) == offset ? (low, middle) : (middle, high);
            }

            if (DateTimeOffset.FromUnixTimeSeconds(high) is var change && change > after && change <= to)
            {
                yield return change;
            }
        }
    }

    private TimeSpan Offset(long seconds) => zone.GetUtcOffset(DateTimeOffset.FromUnixTimeSeconds(seconds));

    private static DateTime Earlier(DateTime a, DateTime b) => a < b ? a : b;

    private static DateTime Later(DateTime a, DateTime b) => a > b ? a : b;
}
