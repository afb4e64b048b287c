using DataRights.Mapping;
using DataRights.Retention.Status;
using Xunit;

namespace DataRights.Tests.Retention.Status;

public sealed class PeriodLabelTests
{
    private static readonly DateTimeOffset Destroyed = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly IsoDuration Backups = IsoDuration.FromDays(35);

    [Fact]
    public void Output_is_anonymous_from_the_moment_that_the_last_backup_of_the_raw_rows_expires()
    {
        var period = new PeriodState(new DateOnly(2025, 11, 30), Destroyed) { DestroyedAt = Destroyed };
        var from = Destroyed.AddDays(35);

        Assert.Equal(new PeriodLabel(OutputLabel.Pseudonymous, from, null), period.LabelAt(from.AddSeconds(-1), Backups));
        Assert.Equal(new PeriodLabel(OutputLabel.Anonymous, from, null), period.LabelAt(from, Backups));
    }

    [Fact]
    public void Output_is_pseudonymous_without_a_date_while_raw_rows_are_there()
    {
        var period = new PeriodState(new DateOnly(2025, 11, 30), Destroyed);

        Assert.Equal((OutputLabel.Pseudonymous, null), Of(period));
        Assert.Equal((OutputLabel.Pseudonymous, null), Of(period with { DestroyedAt = Destroyed, RowsHeld = 1 }));
    }

    [Fact]
    public void A_map_without_backups_says_that_it_is_unknown_and_what_to_do()
    {
        var label = (new PeriodState(new DateOnly(2025, 11, 30), Destroyed) { DestroyedAt = Destroyed }).LabelAt(Destroyed.AddYears(10), null);

        Assert.Equal(OutputLabel.Unknown, label.Label);
        Assert.Contains("declare 'backups'", label.Because, StringComparison.Ordinal);
    }

    [Fact]
    public void A_period_stands_in_one_place_and_is_overdue_two_days_after_publication()
    {
        var period = new PeriodState(new DateOnly(2025, 11, 30), Destroyed);
        PeriodStanding At(PeriodState p, double days, IsoDuration? backups) => p.StandingAt(Destroyed.AddDays(days), backups);

        Assert.Equal((PeriodStanding.Pseudonymous, PeriodStanding.Overdue), (At(period, 1.99, Backups), At(period, 2, Backups)));
        Assert.Equal((PeriodStanding.Overdue, PeriodStanding.Held), (At(period, 2, null), At(period with { RowsHeld = 3 }, 2, Backups)));
        var done = period with { DestroyedAt = Destroyed };
        Assert.Equal((PeriodStanding.Pseudonymous, PeriodStanding.Anonymous), (At(done, 34, Backups), At(done, 35, Backups)));
        Assert.Equal((PeriodStanding.Unknown, PeriodStanding.Held), (At(done, 400, null), At(done with { RowsHeld = 1 }, 400, Backups)));
    }

    private static (OutputLabel, DateTimeOffset?) Of(PeriodState period) => period.LabelAt(Destroyed.AddYears(10), Backups) is var label ? (label.Label, label.AnonymousFrom) : default;
}
