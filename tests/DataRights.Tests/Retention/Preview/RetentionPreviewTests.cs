using DataRights.Mapping;
using DataRights.Retention;
using DataRights.Retention.Preview;
using DataRights.Testing;
using Xunit;

namespace DataRights.Tests.Retention.Preview;

public sealed class RetentionPreviewTests
{
    private static readonly RetentionRule Rule = SomeRule.Views;

    // A Tuesday; in Berlin it is the 31st already.
    private readonly ManualTimeProvider time = new(new DateTimeOffset(2026, 3, 30, 22, 30, 0, TimeSpan.Zero));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_assesses_the_days_that_are_over_in_the_rules_zone_and_every_level_of_every_column()
    {
        var store = new TabulatedStore(_ => 30);

        var preview = await PreviewAsync(store, new PreviewOptions());

        Assert.Equal((new DateOnly(2026, 3, 1), new DateOnly(2026, 3, 31)), (preview.First, preview.End));
        Assert.Equal((30, 30_000, 900, true), (preview.Current.Periods, preview.Current.Rows, preview.Current.RowsSuppressed, preview.Complete));
        Assert.Equal(
            ["browser family *", "browser device-class", "browser drop", "ip truncate-ip /24 /48 *", "ip truncate-ip /16 /32", "ip drop", "viewed_at hour", "viewed_at day *", "viewed_at week", "viewed_at month"],
            preview.Options.Select(o => $"{o.Column} {o.Level}{(o.Current ? " *" : "")}"));
        // Weeks from Monday 2 March to Sunday 29 March; a whole month does not lie in these days.
        Assert.Equal(4, preview.Options.Single(o => o.Level == "week").Figures!.Periods);
        Assert.Equal("no whole month lies in these days", preview.Options.Single(o => o.Level == "month").Problem);
    }

    [Fact]
    public async Task Levels_that_publish_nothing_are_told_and_what_helps_most()
    {
        var helped = await PreviewAsync(new TabulatedStore(r => LevelOf(r, "ip") is null ? 100 : TabulatedStore.Rows), new PreviewOptions { Days = 3 });
        var finding = Assert.Single(helped.Findings);
        Assert.StartsWith("Rule 'page_views' would publish nothing: none of its", finding, StringComparison.Ordinal);
        Assert.Contains("'ip' at drop helps most: then 90.0 % of the rows are published.", finding, StringComparison.Ordinal);

        var stuck = await PreviewAsync(new TabulatedStore(_ => TabulatedStore.Rows), new PreviewOptions { Days = 3 });
        Assert.Contains("No single change helps", Assert.Single(stuck.Findings), StringComparison.Ordinal);
        Assert.Empty((await PreviewAsync(new TabulatedStore(_ => TabulatedStore.Rows - 1), new PreviewOptions { Days = 3 })).Findings);
    }

    [Fact]
    public void Levels_that_publish_every_column_as_it_is_are_told()
    {
        var figures = new LevelFigures(1, 100, 0, 4, 0, 0, 0, null, 0.1);
        var plain = Rule with { Keep = [new("browser", Generalization.AsIs), new("ip", Generalization.AsIs), new("viewed_at", Generalization.Day)] };

        Assert.Contains("would publish everything as it is: no column is coarsened (browser as-is, ip as-is)", Assert.Single(PreviewFindings.Of(plain, figures, [])), StringComparison.Ordinal);
        Assert.Empty(PreviewFindings.Of(plain, figures with { RowsSuppressed = 1 }, []));
        Assert.Empty(PreviewFindings.Of(Rule, figures, []));
        Assert.Empty(PreviewFindings.Of(Rule, figures with { Rows = 0 }, []));
    }

    [Fact]
    public async Task Levels_that_keep_little_back_are_made_finer_as_long_as_they_do()
    {
        var store = new TabulatedStore(r => LevelOf(r, "viewed_at") == Generalization.Hour ? 30 : 10);

        var tolerant = await PreviewAsync(store, new PreviewOptions { Days = 3, Threshold = 0.05 });
        var strict = await PreviewAsync(store, new PreviewOptions { Days = 3, Threshold = 0.02 });

        Assert.Equal("hour", tolerant.Suggestion.Levels.Single(l => l.Column == "viewed_at").Level);
        Assert.Equal(["viewed_at: day to hour, of all finer steps within the threshold the one that tells most apart (3.0 % of rows suppressed instead of 1.0 %)"], tolerant.Suggestion.Steps);
        Assert.True(tolerant.Suggestion.Figures.Discernibility < tolerant.Current.Discernibility);
        Assert.Equal("day", strict.Suggestion.Levels.Single(l => l.Column == "viewed_at").Level);
        Assert.Empty(strict.Suggestion.Steps);
        Assert.True(tolerant.Suggestion.Meets && strict.Suggestion.Meets);
    }

    [Fact]
    public async Task Levels_that_keep_too_much_back_are_made_coarser_where_it_helps_most()
    {
        // The address is what singles people out; the browser helps a little.
        var store = new TabulatedStore(r => (LevelOf(r, "ip"), r.Keep.FirstOrDefault(k => k.Column == "ip")?.Bits4) switch
        {
            (null, _) => 20,
            (_, 16) => 120,
            _ => LevelOf(r, "browser") == Generalization.Family ? 400 : 350,
        });

        var preview = await PreviewAsync(store, new PreviewOptions { Days = 3 });

        Assert.Equal([new("browser", "family"), new("ip", "drop"), new("viewed_at", "day")], preview.Suggestion.Levels);
        Assert.Equal(2, preview.Suggestion.Steps.Count);
        Assert.StartsWith("ip: truncate-ip /24 /48 to truncate-ip /16 /32, of all single steps the one that suppresses least (12.0 % of rows suppressed instead of 40.0 %)", preview.Suggestion.Steps[0], StringComparison.Ordinal);
        Assert.True(preview.Suggestion.Meets);
        Assert.Equal(0.02, preview.Suggestion.Figures.SuppressedRowShare, 12);
    }

    [Fact]
    public async Task When_nothing_helps_it_says_so()
    {
        var preview = await PreviewAsync(new TabulatedStore(_ => TabulatedStore.Rows), new PreviewOptions { Days = 2 });

        Assert.False(preview.Suggestion.Meets);
        Assert.Equal(1, preview.Suggestion.Figures.SuppressedRowShare);
        Assert.Equal(1, preview.Current.Discernibility);
    }

    [Fact]
    public async Task A_level_is_asked_for_once_however_often_the_search_meets_it()
    {
        var store = new TabulatedStore(_ => 400);

        await PreviewAsync(store, new PreviewOptions { Days = 1 });

        // Three levels of browser and of address each, of time hour and day; weeks and months lie in no day: 3 × 3 × 2 at most.
        Assert.InRange(store.Asked, 8, 18);
    }

    [Fact]
    public async Task When_the_time_is_used_up_it_tells_what_it_knows()
    {
        var store = new TabulatedStore(_ => 30);
        // The map's own levels are quick, others are not.
        store.OnAsked = () => time.Advance(TimeSpan.FromSeconds(store.Asked > 5 ? 10 : 1));

        var preview = await PreviewAsync(store, new PreviewOptions { Limit = TimeSpan.FromSeconds(40) });

        Assert.False(preview.Complete);
        Assert.Equal(5, preview.Current.Periods);
        Assert.Equal(new DateOnly(2026, 3, 26), preview.First);
        Assert.Equal(9, store.Asked);
        Assert.Contains(preview.Options, o => o.Problem == "not assessed: the time is used up");
    }

    [Fact]
    public async Task A_level_that_does_not_fit_the_column_is_told_and_passed_over()
    {
        var store = new TabulatedStore(r => LevelOf(r, "browser") == Generalization.DeviceClass ? throw new RetentionRuleException(r.Name, "column-type", "x") : 400);

        var preview = await PreviewAsync(store, new PreviewOptions { Days = 1 });

        Assert.Equal("column-type", preview.Options.Single(o => o.Level == "device-class").Problem);
        Assert.Equal(400, preview.Current.RowsSuppressed);
    }

    [Fact]
    public async Task Days_without_a_whole_period_are_an_error_that_says_what_to_do()
    {
        var failure = await Assert.ThrowsAsync<RetentionRuleException>(() => new RetentionPreviewer(new TabulatedStore(_ => 0), time)
            .PreviewAsync(RetentionGroup.Of(Rule with { Period = PublicationPeriod.Month }), Rule with { Period = PublicationPeriod.Month }, new PreviewOptions(), Token));

        Assert.Equal("nothing-to-assess", failure.Code);
    }

    [Fact]
    public async Task Rules_over_one_table_keep_their_common_period()
    {
        var store = new TabulatedStore(_ => 30);
        var group = RetentionGroup.Of(Rule, Rule with { Name = "second", Into = "elsewhere" });

        var preview = await new RetentionPreviewer(store, time).PreviewAsync(group, group.Rules[1], new PreviewOptions { Days = 7 }, Token);

        Assert.Equal("second", preview.Rule);
        Assert.Equal(["hour", "day"], preview.Options.Where(o => o.Column == "viewed_at").Select(o => o.Level));
    }

    private static Generalization? LevelOf(RetentionRule rule, string column) => rule.Keep.FirstOrDefault(k => k.Column == column)?.Level;

    private Task<RetentionPreview> PreviewAsync(TabulatedStore store, PreviewOptions options) =>
        new RetentionPreviewer(store, time).PreviewAsync(RetentionGroup.Of(Rule), Rule, options, Token);
}
