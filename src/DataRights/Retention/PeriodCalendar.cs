using DataRights.Mapping;

namespace DataRights.Retention;

/// <summary>The periods of a rule, each named by its first day in the rule's zone. They follow each other without gap or overlap.</summary>
public sealed class PeriodCalendar
{
    private readonly ZonedCalendar days;
    private readonly PublicationPeriod period;

    private PeriodCalendar(ZonedCalendar days, PublicationPeriod period)
    {
        this.days = days;
        this.period = period;
    }

    /// <exception cref="RetentionRuleException">This machine knows no zone of that name.</exception>
    public static PeriodCalendar Of(RetentionRule rule) => new(ZonedCalendar.Of(rule), rule.Period);

    /// <summary>The first day of the period that the day lies in.</summary>
    public DateOnly FirstOf(DateOnly day) => RetentionPeriods.First(day, period);

    /// <summary>The period that the moment lies in.</summary>
    public DateOnly Of(DateTimeOffset moment) => FirstOf(days.DayOf(moment));

    /// <summary>The first day after the period.</summary>
    public DateOnly Next(DateOnly first) => period switch
    {
        PublicationPeriod.Day => first.AddDays(1),
        PublicationPeriod.Week => first.AddDays(7),
        _ => first.AddMonths(1),
    };

    /// <summary>The newest period that ends at or before the moment.</summary>
    public DateOnly NewestClosed(DateTimeOffset moment)
    {
        var open = Of(moment);
        return FirstOf(open.AddDays(-1));
    }

    /// <summary>The first moment of the period.</summary>
    public DateTimeOffset StartOf(DateOnly first) => days.StartOf(first);

    /// <summary>The first moment after the period.</summary>
    public DateTimeOffset EndOf(DateOnly first) => days.StartOf(Next(first));

    /// <summary>The day that the moment belongs to.</summary>
    public DateOnly DayOf(DateTimeOffset moment) => days.DayOf(moment);
}
