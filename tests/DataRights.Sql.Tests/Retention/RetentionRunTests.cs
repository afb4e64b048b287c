using DataRights.Ledger;
using DataRights.Mapping;
using DataRights.Retention;
using DataRights.Telemetry;
using DataRights.Testing.Telemetry;
using Xunit;

namespace DataRights.Sql.Tests.Retention;

public abstract class RetentionRunTests(SourceKind kind) : RetentionTests(kind)
{
    // 90 days after the end of Day + 2 in Berlin.
    private static readonly DateTimeOffset Now = new DateTimeOffset(2026, 1, 7, 23, 0, 0, TimeSpan.Zero).AddDays(90);

    private readonly RecordingLedger ledger = new();

    [Fact]
    public async Task A_run_works_every_closed_day_and_no_open_one()
    {
        await SeedAsync();

        var result = Assert.Single(await RunAsync(Rule));

        Assert.Equal(new RetentionRunResult("page_views") { DaysPublished = 3, RawRows = 6, CellsPublished = 3, RowsPublished = 6, DaysDestroyed = 3, RowsDestroyed = 6, FutureRows = 1, Lag = TimeSpan.Zero }, result);
        Assert.Equal(3, await Database.CountAsync());
        Assert.Equal(6, ledger.Entries.Count);
        Assert.All(ledger.Entries, e => Assert.Matches("^retention-[0-9a-f]{16}$", e.Reference));
    }

    [Fact]
    public async Task A_second_run_does_nothing()
    {
        await SeedAsync();
        await RunAsync(Rule);
        var cells = await Database.CellsAsync(Rule);

        var again = Assert.Single(await RunAsync(Rule));

        Assert.Equal(new RetentionRunResult("page_views") { FutureRows = 1, Lag = TimeSpan.Zero }, again);
        Assert.Equal(cells, await Database.CellsAsync(Rule));
        Assert.Equal(6, ledger.Entries.Count);
    }

    [Theory]
    [InlineData(LedgerCodes.PeriodPublished)]
    [InlineData(LedgerCodes.PeriodDestroyed)]
    public async Task A_run_killed_after_an_effect_is_completed_by_the_next_one(string killedAt)
    {
        await SeedAsync();
        ledger.KilledAt = killedAt;
        await Assert.ThrowsAsync<InvalidOperationException>(() => RunAsync(Rule));

        var result = Assert.Single(await RunAsync(Rule));

        Assert.Equal((3, 0L, null), (result.DaysDestroyed, result.LateRows, result.FailureCode));
        Assert.Equal(3, await Database.CountAsync());
        Assert.Equal(["/home|2026-01-05|2|2|2", "/home|2026-01-06|2|2|2", "/home|2026-01-07|2|2|2"], await Database.CellsAsync(Rule));
        Assert.Equal(3, ledger.Entries.Count(e => e.Code == LedgerCodes.PeriodPublished));
        Assert.Equal(3, ledger.Entries.Count(e => e.Code == LedgerCodes.PeriodDestroyed));
    }

    [Fact]
    public async Task Late_rows_are_published_with_the_next_period_counted_and_recorded()
    {
        await SeedAsync();
        await RunAsync(Rule);
        await Database.InsertAsync(new(At(Day, 3), 1, null), new(At(Day, 3), 2, null), new(At(Day, 3), 3, null));

        // The newest day was published with the others: they wait for the next one.
        Assert.Equal(0, Assert.Single(await RunAsync(Rule)).LateRows);
        var result = Assert.Single(await RunAsync(TimeSpan.FromHours(1), Now.AddDays(2), Rule));

        Assert.Equal((1, 5L, 3L), (result.DaysPublished, result.RowsDestroyed, result.LateRows));
        Assert.Equal("3", ledger.Entries.Find(e => e.Key == "published/2026-01-08")!.Facts["lateRows"]);
        Assert.Equal(["2026-01-08 -|-|3|3|3"], await Database.ResidualsAsync(Rule));
    }

    [Fact]
    public async Task A_slice_that_is_used_up_leaves_the_rest_to_the_next_run()
    {
        await SeedAsync();
        var runs = 0;
        RetentionRunResult result;
        do
        {
            result = Assert.Single(await RunAsync(TimeSpan.FromSeconds(4), Rule));
            runs++;
        }
        while (result.MoreWork && runs < 100);

        Assert.InRange(runs, 2, 20);
        Assert.Equal(3, await Database.CountAsync());
        Assert.Equal(6, ledger.Entries.Count);
    }

    [Fact]
    public async Task A_rule_that_fails_does_not_stop_the_others()
    {
        await SeedAsync();
        await Database.ExecuteAsync("create table clicks as select * from page_views");

        var results = await RunAsync(Rule with { Name = "wrong", From = "missing", Into = "a" }, Rule with { Name = "lost", Source = "other" }, Rule, Rule with { Name = "clicks", From = "clicks", Into = "clicks_daily" });

        Assert.Equal(["unknown-table", "source-not-open", null, null], results.Select(r => r.FailureCode));
        Assert.Equal([0, 0, 3, 3], results.Select(r => r.DaysDestroyed));
    }

    [Fact]
    public async Task Metrics_tell_what_each_rule_did_how_it_failed_and_how_far_it_is_behind()
    {
        using var probe = new TelemetryProbe();
        await SeedAsync();
        await Database.InsertAsync(new RawRow(At(Day, 3), 3, null));
        await RunAsync(Rule with { Name = "wrong", From = "missing", Into = "a" });
        var behind = await RunAsync(TimeSpan.Zero, Rule);
        Assert.Equal(TimeSpan.FromDays(2), behind[0].Lag);
        Assert.Equal(TimeSpan.FromDays(2).TotalSeconds, probe.Last(MetricCatalog.RetentionLag)["rule=page_views"]);

        var tally = Assert.Single(await RunAsync(Rule));
        Assert.Equal(new() { ["rule=page_views"] = 0 }, probe.Last(MetricCatalog.RetentionLag));
        Assert.Equal(new() { ["code=unknown-table rule=wrong"] = 1, ["code=none rule=page_views"] = 2 }, probe.Sums(MetricCatalog.RetentionRuns));
        Assert.Equal(new() { ["code=unknown-table kind=retention lasting=true source=main"] = 1 }, probe.Sums(MetricCatalog.Troubles));
        var rows = probe.Sums(MetricCatalog.RetentionRows);
        Assert.Equal((7, tally.RowsPublished, tally.RowsSuppressed, 0), (rows["fate=destroyed rule=page_views"], rows["fate=published rule=page_views"], rows["fate=suppressed rule=page_views"], rows["fate=late rule=page_views"]));
        Assert.Equal(tally.CellsPublished, probe.Sums(MetricCatalog.RetentionCells)["fate=published rule=page_views"]);

        // Where the rule stands, beside what the runs did: each period in one place, zeros told too.
        var periods = probe.Last(MetricCatalog.RetentionPeriods).Where(p => p.Key.EndsWith(" rule=page_views", StringComparison.Ordinal)).ToList();
        Assert.Equal(["anonymous", "held", "overdue", "pseudonymous", "unknown"], periods.Select(p => p.Key.Split(' ')[0]["label=".Length..]).Order());
        Assert.Equal((await Store.ListAsync(Rule, 100, Token)).Count, periods.Sum(p => p.Value));
        Assert.Equal(0, probe.Last(MetricCatalog.RetentionHeld)["rule=page_views"]);
        Assert.True(probe.Last(MetricCatalog.RetentionNewest)["rule=page_views"] > 0);
    }

    [Fact]
    public async Task Two_rules_over_one_table_are_worked_together()
    {
        await SeedAsync();
        var second = Rule with { Name = "second", Into = "elsewhere", Keep = [new("viewed_at", Generalization.Day)] };

        var results = await RunAsync(Rule, Rule with { Name = "clicks", From = "clicks", Into = "c" }, second);

        Assert.Equal([("page_views", 3, null), ("clicks", 0, "unknown-table"), ("second", 3, null)], results.Select(r => (r.Rule, r.DaysDestroyed, r.FailureCode)));
        Assert.Equal(3, await Database.CountAsync());
        Assert.Equal(["2026-01-05|2|2|2", "2026-01-06|2|2|2", "2026-01-07|2|2|2"], await Database.CellsAsync(second));
        Assert.Equal(12, ledger.Entries.Count);
    }

    [Fact]
    public async Task Rules_over_one_table_that_disagree_are_all_refused()
    {
        await SeedAsync();

        var results = await RunAsync(Rule, Rule with { Name = "second", Into = "elsewhere", Zone = "UTC" });

        Assert.Equal(["shared-table", "shared-table"], results.Select(r => r.FailureCode));
        Assert.Equal(9, await Database.CountAsync());
    }

    private Task SeedAsync() => Database.InsertAsync(
        [.. Enumerable.Range(0, 4).SelectMany(d => new RawRow[] { new(At(Day.AddDays(d), 10), 1, null), new(At(Day.AddDays(d), 12), 2, null) }), new(Now.AddHours(1), 1, null)]);

    private Task<IReadOnlyList<RetentionRunResult>> RunAsync(params RetentionRule[] rules) => RunAsync(TimeSpan.FromHours(1), rules);

    private Task<IReadOnlyList<RetentionRunResult>> RunAsync(TimeSpan slice, params RetentionRule[] rules) => RunAsync(slice, Now, rules);

    private Task<IReadOnlyList<RetentionRunResult>> RunAsync(TimeSpan slice, DateTimeOffset now, params RetentionRule[] rules) =>
        TestRunner.Of(Store, ledger, now, rules).RunAsync(slice, Token);
}

public sealed class SqliteRetentionRunTests() : RetentionRunTests(SourceKind.Sqlite);

public sealed class PostgresRetentionRunTests() : RetentionRunTests(SourceKind.Postgres);
