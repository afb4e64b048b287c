using System.Globalization;
using DataRights.Mapping;
using DataRights.Retention;
using Xunit;

namespace DataRights.Tests.Retention;

public sealed class ZonedCalendarTests
{
    [Theory]
    [InlineData("UTC", "2026-03-29", "2026-03-29T00:00:00Z", 24)]
    [InlineData("Europe/Berlin", "2026-03-29", "2026-03-28T23:00:00Z", 23)]
    [InlineData("Europe/Berlin", "2026-10-25", "2026-10-24T22:00:00Z", 25)]
    // Midnight does not exist: the clock jumps from 23:59 to 01:00.
    [InlineData("Africa/Cairo", "2026-04-24", "2026-04-23T22:00:00Z", 23)]
    // The day was skipped when the zone crossed the date line.
    [InlineData("Pacific/Apia", "2011-12-30", "2011-12-30T10:00:00Z", 0)]
    public void A_day_begins_when_the_zone_says_and_lasts_as_long_as_it_says(string zone, string day, string start, int hours)
    {
        var calendar = Of(zone);
        var date = DateOnly.Parse(day, CultureInfo.InvariantCulture);

        Assert.Equal(DateTimeOffset.Parse(start, CultureInfo.InvariantCulture), calendar.StartOf(date));
        Assert.Equal(TimeSpan.FromHours(hours), calendar.EndOf(date) - calendar.StartOf(date));
    }

    [Theory]
    [InlineData("Europe/Berlin")]
    [InlineData("America/St_Johns")]
    [InlineData("Africa/Cairo")]
    [InlineData("Pacific/Apia")]
    [InlineData("Pacific/Kiritimati")]
    // Struck midnight twice, at 00:01, until 2006.
    [InlineData("America/Goose_Bay")]
    public void Every_moment_belongs_to_exactly_one_day(string zone)
    {
        var calendar = Of(zone);
        var random = new Random(7);
        for (var i = 0; i < 2000; i++)
        {
            var moment = DateTimeOffset.FromUnixTimeSeconds(random.NextInt64(315_532_800, 1_900_000_000));
            var day = calendar.DayOf(moment);

            Assert.True(calendar.StartOf(day) <= moment && moment < calendar.EndOf(day));
            Assert.True(calendar.StartOf(day) <= calendar.EndOf(day));
        }
    }

    [Fact]
    public void A_zone_nobody_knows_is_refused_with_what_to_write_instead()
    {
        var refused = Assert.Throws<RetentionRuleException>(() => Of("Europe/Atlantis"));

        Assert.Equal("unknown-zone", refused.Code);
        Assert.Contains("Europe/Berlin", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Generalization.Hour, "2026-03-01T17:00:00")]
    [InlineData(Generalization.Day, "2026-03-01")]
    [InlineData(Generalization.Week, "2026-02-23")]
    [InlineData(Generalization.Month, "2026-03-01")]
    public void A_sunday_belongs_to_the_week_that_began_on_monday(Generalization level, string expected) =>
        Assert.Equal(expected, RetentionPeriods.Text(new DateTime(2026, 3, 1, 17, 45, 3), level));

    private static ZonedCalendar Of(string zone) => ZonedCalendar.Of(new RetentionRule
    {
        Name = "r",
        Source = "main",
        From = "t",
        Time = "at",
        Zone = zone,
        Window = IsoDuration.FromDays(90),
        Person = ["p"],
        Keep = [],
        Measures = [],
        Into = "d",
        MinimumPeople = 2,
    });
}
