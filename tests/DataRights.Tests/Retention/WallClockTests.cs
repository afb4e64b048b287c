using System.Globalization;
using DataRights.Retention;
using Xunit;

namespace DataRights.Tests.Retention;

public sealed class WallClockTests
{
    public static TheoryData<string> Zones =>
        ["UTC", "Europe/Berlin", "America/New_York", "America/St_Johns", "Australia/Lord_Howe", "Africa/Cairo", "Africa/Casablanca", "Pacific/Apia", "Pacific/Kiritimati", "America/Goose_Bay", "Europe/Dublin"];

    [Theory]
    // An ordinary midnight, before and after.
    [InlineData("Europe/Berlin", "2026-01-04T23:00:00Z", "2026-01-05 00:00:00")]
    [InlineData("Europe/Berlin", "2026-06-04T22:00:00Z", "2026-06-05 00:00:00")]
    // In spring the clock goes from 02:00 to 03:00: what was left out comes after the gap.
    [InlineData("Europe/Berlin", "2026-03-29T01:00:00Z", "2026-03-29 02:00:00")]
    [InlineData("Europe/Berlin", "2026-03-29T01:00:01Z", "2026-03-29 03:00:01")]
    // In autumn from 03:00 back to 02:00: at every moment of the first pass, 02:00 is yet to be shown again.
    [InlineData("Europe/Berlin", "2026-10-24T23:59:59Z", "2026-10-25 01:59:59")]
    [InlineData("Europe/Berlin", "2026-10-25T00:00:00Z", "2026-10-25 02:00:00")]
    [InlineData("Europe/Berlin", "2026-10-25T00:59:59Z", "2026-10-25 02:00:00")]
    [InlineData("Europe/Berlin", "2026-10-25T01:00:00Z", "2026-10-25 02:00:00")]
    [InlineData("Europe/Berlin", "2026-10-25T01:30:00Z", "2026-10-25 02:30:00")]
    // A day that the zone left out whole.
    [InlineData("Pacific/Apia", "2011-12-30T10:00:00Z", "2011-12-30 00:00:00")]
    public void A_moment_has_a_lowest_reading(string zone, string moment, string bound) =>
        Assert.Equal(Reading(bound), WallClock.In(zone).BoundAt(Moment(moment)));

    [Theory]
    [InlineData("Europe/Berlin", "2026-03-29 02:30:00", "2026-03-29T01:30:00Z")]
    [InlineData("Europe/Berlin", "2026-10-25 02:30:00", "2026-10-25T01:30:00Z")]
    [InlineData("Europe/Berlin", "2026-10-25 01:59:59", "2026-10-24T23:59:59Z")]
    [InlineData("Europe/Dublin", "2026-10-25 01:30:00", "2026-10-25T01:30:00Z")]
    [InlineData("Europe/Dublin", "2026-03-29 01:30:00", "2026-03-29T01:30:00Z")]
    public void A_reading_that_is_shown_twice_means_the_second_and_one_left_out_goes_on_from_before(string zone, string reading, string moment) =>
        Assert.Equal(Moment(moment), WallClock.In(zone).MomentOf(Reading(reading)));

    [Theory]
    [MemberData(nameof(Zones))]
    public void Nothing_that_is_shown_after_a_moment_counts_as_before_it_and_what_was_shown_for_the_last_time_does(string zone)
    {
        var clock = WallClock.In(zone);
        var random = new Random(11);
        foreach (var around in new[] { "2026-03-29T01:00:00Z", "2026-10-25T01:00:00Z", "2011-12-30T10:00:00Z", "2005-10-30T03:01:00Z", "2026-11-01T06:00:00Z" }.Select(Moment))
        {
            for (var i = 0; i < 60; i++)
            {
                var moment = around.AddMinutes(random.Next(-2000, 2000));
                var other = around.AddMinutes(random.Next(-2000, 2000));
                var shown = Shown(zone, other);
                var last = Enumerable.Range(0, 26 * 12).Select(m => other.AddMinutes(5 * m)).Where(m => Shown(zone, m) <= shown).Max();

                Assert.Equal(last >= moment, shown >= clock.BoundAt(moment));
                Assert.True(other < moment ? clock.BoundAt(other) <= clock.BoundAt(moment) : clock.BoundAt(moment) <= clock.BoundAt(other));
                Assert.True(other > moment || shown <= clock.HighestBy(moment));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Zones))]
    public void Every_reading_belongs_to_one_day_of_any_calendar(string zone)
    {
        var clock = WallClock.In(zone);
        foreach (var days in new[] { zone, "UTC", "America/Chicago", "Asia/Kolkata" })
        {
            var calendar = PeriodCalendar.Of(SomeRule.Views with { Zone = days });
            for (var reading = Reading("2026-03-28 00:00:00"); reading < Reading("2026-03-31 00:00:00"); reading = reading.AddMinutes(105))
            {
                var day = clock.DayOf(reading, calendar);
                Assert.True(clock.BoundAt(calendar.StartOf(day)) <= reading && reading < clock.BoundAt(calendar.EndOf(day)));
            }
        }
    }

    [Fact]
    public void A_zone_nobody_knows_is_refused() =>
        Assert.Equal("unknown-zone", Assert.Throws<RetentionRuleException>(() => WallClock.Of(SomeRule.Views with { Zoneless = "Europe/Atlantis" })).Code);

    private static DateTime Shown(string zone, DateTimeOffset moment) => TimeZoneInfo.ConvertTimeBySystemTimeZoneId(moment, zone).DateTime;

    private static DateTimeOffset Moment(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    private static DateTime Reading(string text) => DateTime.Parse(text, CultureInfo.InvariantCulture);
}
