using System.Text;
using DataRights.Mapping;
using DataRights.Requests;
using DataRights.Retention;
using DataRights.Retention.Reports;
using DataRights.Retention.Risk;
using DataRights.Storage;
using DataRights.Testing;
using DataRights.Testing.Fakes;
using Newtonsoft.Json.Linq;
using Xunit;

namespace DataRights.Tests.Retention.Reports;

public sealed class RiskReportTests
{
    private static readonly DateOnly Day = new(2026, 1, 5);

    private readonly InMemoryObjectStore objects = new(new ManualTimeProvider());

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private RiskReportStore Store => new(objects);

    [Fact]
    public void A_report_says_how_well_people_are_hidden_before_and_after_the_gate()
    {
        var report = RiskReport.Of(SomeRule.Views, SomeRule.Published(Day));

        // 162 memberships in four cells, two people alone; then 160 in two cells of 6 and 154.
        Assert.Equal(new ReidentificationRisk(4, 162, 1, 2 / 162d, 4 / 162d, 1), report.Risk!.Before);
        Assert.Equal(new ReidentificationRisk(2, 160, 6, 0, 2 / 160d, 1 / 6d), report.Risk.After);
        Assert.Equal(2 / 162d, report.Risk.Loss.Suppressed, 12);
        Assert.Equal((0.025, 0.5), (report.SuppressedRowShare, report.SuppressedCellShare));
        Assert.Equal([new("browser", "family"), new("ip", "truncate-ip /24 /48"), new("viewed_at", "day")], report.Levels);
        Assert.Equal(5, report.Gate.MinimumPeople);
    }

    [Fact]
    public void A_published_residual_is_a_cell_like_any_other()
    {
        var report = RiskReport.Of(SomeRule.Views, SomeRule.Published(Day) with { Residual = ResidualFate.Published, ResidualPeople = 5, SmallestCell = 5 });

        Assert.Equal(new ReidentificationRisk(3, 165, 5, 0, 3 / 165d, 0.2), report.Risk!.After);
    }

    [Fact]
    public void The_smallest_cell_is_told_exactly_even_where_sizes_are_classed()
    {
        var report = RiskReport.Of(SomeRule.Views, SomeRule.Published(Day) with { SmallestCell = 154, CellsPublished = 1, Classes = [new(1, false, 2, 10, 2), new(128, true, 1, 381, 154)] });

        Assert.Equal((154, 1 / 154d), (report.Risk!.After.K, report.Risk.After.Highest));
    }

    [Fact]
    public void A_period_from_before_figures_were_kept_has_no_risk_rather_than_none()
    {
        Assert.Null(RiskReport.Of(SomeRule.Views, SomeRule.Published(Day) with { Classes = [] }).Risk);
        Assert.Equal(0, RiskReport.Of(SomeRule.Views, new PublishedPeriod("page_views", Day, PublicationPeriod.Day, false)).Risk!.After.People);
    }

    [Fact]
    public async Task A_report_is_written_once_and_read_as_it_was()
    {
        var published = SomeRule.Published(Day);
        await Store.WriteAsync(SomeRule.Views, published, Token);
        var bytes = (await objects.ReadAsync("retention/page_views/2026-01-05.json", Token))!;

        await Store.WriteAsync(SomeRule.Views with { MinimumPeople = 7 }, published with { AlreadyPublished = true, RowsDestroyed = 400 }, Token);

        Assert.Equal(bytes.Version, (await objects.ReadAsync("retention/page_views/2026-01-05.json", Token))!.Version);
        var report = Assert.Single(await Store.ListAsync("page_views", 10, Token));
        Assert.Equivalent(RiskReport.Of(SomeRule.Views, published), report, strict: true);
    }

    [Fact]
    public async Task A_report_made_again_from_the_watermark_is_the_same_to_the_byte()
    {
        var other = new InMemoryObjectStore(new ManualTimeProvider());
        await Store.WriteAsync(SomeRule.Views, SomeRule.Published(Day), Token);
        await new RiskReportStore(other).WriteAsync(SomeRule.Views, SomeRule.Published(Day) with { AlreadyPublished = true, RowsDestroyed = 123 }, Token);

        Assert.Equal((await objects.ReadAsync("retention/page_views/2026-01-05.json", Token))!.Content.ToArray(), (await other.ReadAsync("retention/page_views/2026-01-05.json", Token))!.Content.ToArray());
    }

    [Fact]
    public async Task The_newest_reports_of_one_rule_come_oldest_first()
    {
        foreach (var day in Enumerable.Range(0, 40))
        {
            await Store.WriteAsync(SomeRule.Views, SomeRule.Published(Day.AddDays(day)), Token);
        }

        await Store.WriteAsync(SomeRule.Views with { Name = "page_views_2" }, SomeRule.Published(Day) with { Rule = "page_views_2" }, Token);

        Assert.Equal([Day.AddDays(37), Day.AddDays(38), Day.AddDays(39)], (await Store.ListAsync("page_views", 3, Token)).Select(r => r.First));
        Assert.Single(await Store.ListAsync("page_views_2", 3, Token));
        Assert.Empty(await Store.ListAsync("page", 3, Token));
    }

    [Theory]
    [InlineData("""{"schema":2}""")]
    [InlineData("""{"schema":1}""")]
    [InlineData("nothing")]
    public async Task A_report_that_cannot_be_read_is_an_error_and_never_none(string content)
    {
        await objects.TryWriteAsync("retention/page_views/2026-01-05.json", Encoding.UTF8.GetBytes(content), WriteCondition.None, Token);

        await Assert.ThrowsAsync<RequestCorruptException>(() => Store.ListAsync("page_views", 3, Token));
    }

    [Fact]
    public async Task A_report_of_another_period_is_an_error()
    {
        await Store.WriteAsync(SomeRule.Views, SomeRule.Published(Day), Token);
        var stored = (await objects.ReadAsync("retention/page_views/2026-01-05.json", Token))!;
        await objects.TryWriteAsync("retention/page_views/2026-01-06.json", stored.Content, WriteCondition.None, Token);

        await Assert.ThrowsAsync<RequestCorruptException>(() => Store.ListAsync("page_views", 3, Token));
    }

    [Fact]
    public async Task A_stored_report_holds_the_maps_words_and_numbers_and_nothing_else()
    {
        await Store.WriteAsync(SomeRule.Views, SomeRule.Published(Day), Token);
        var json = JObject.Parse(Encoding.UTF8.GetString((await objects.ReadAsync("retention/page_views/2026-01-05.json", Token))!.Content.Span));

        string[] words = ["page_views", "Europe/Berlin", "Day", "Suppressed", "browser", "family", "ip", "truncate-ip /24 /48", "viewed_at", "day", "2026-01-05", RuleHash.Of(SomeRule.Views)];
        Assert.All(json.Descendants().OfType<JValue>().Where(v => v.Type == JTokenType.String), v => Assert.Contains((string)v!, words));
    }

    [Fact]
    public void The_hash_changes_with_whatever_may_change_a_publication_and_with_nothing_else()
    {
        var rule = SomeRule.Views;
        RetentionRule[] others =
        [
            rule with { MinimumPeople = 6 }, rule with { Dominance = 70 }, rule with { Contributions = 3 }, rule with { Window = IsoDuration.FromDays(91) },
            rule with { Period = PublicationPeriod.Week }, rule with { Zone = "UTC" }, rule with { Person = ["user_id"] }, rule with { Sensitive = [new("browser", 2)] },
            rule with { Keep = [.. rule.Keep.Take(2)] }, rule with { Keep = [rule.Keep[0], rule.Keep[1] with { Bits4 = 16 }, rule.Keep[2]] },
            rule with { Measures = [new("views", MeasureKind.People, null)] }, rule with { Clamps = [new("seconds", 0, 5)] },
        ];

        Assert.Matches("^[0-9a-f]{64}$", RuleHash.Of(rule));
        Assert.Equal(others.Length + 1, others.Append(rule).Select(RuleHash.Of).Distinct().Count());
        Assert.Equal(RuleHash.Of(rule), RuleHash.Of(rule with { Line = 99, Keep = [.. rule.Keep] }));
    }
}
