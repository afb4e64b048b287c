using DataRights.Export.Planning;
using DataRights.Requests;
using DataRights.Sources;
using DataRights.Subjects;
using DataRights.Testing.Fakes;
using Xunit;

namespace DataRights.Tests.Export;

/// <summary>What an export would hold is what it then holds; what it would weigh is near it.</summary>
public sealed class ExportPlannerTests
{
    private readonly ExportHarness harness = new();

    [Fact]
    public async Task Counts_are_those_of_the_export_and_nothing_is_written()
    {
        var plan = await PlanAsync();
        Assert.Empty(harness.Store.Everything());

        await harness.RunAsync();
        var archive = harness.Request.Record.Archive!;
        Assert.Equal((archive.Rows, archive.Files), (plan.Rows, plan.Files));
        Assert.Equal(120, plan.Collections.Single(c => c.Collection == "orders").Rows);
        Assert.InRange(plan.Estimate.ArchiveBytes, archive.Bytes / 3, archive.Bytes * 3);
        Assert.Equal((1, harness.Map.Hash), (plan.Estimate.Parts, plan.MapHash));
        Assert.InRange(plan.Estimate.Seconds, 1, 3);
    }

    [Fact]
    public async Task A_portability_export_is_planned_with_what_it_covers()
    {
        harness.Request = new FakeRequest(ExportHarness.Record(RequestKind.Portability));
        var plan = await PlanAsync(RequestKind.Portability);
        await harness.RunAsync();
        Assert.Equal(harness.Request.Record.Archive!.Rows, plan.Rows);
        Assert.NotEqual((await PlanAsync()).Rows, plan.Rows);
    }

    [Fact]
    public async Task A_database_that_fails_for_good_is_a_finding_and_one_that_may_come_back_is_thrown()
    {
        harness.Main.Failure = new SourceException("main", "login-failed", transient: false);
        var plan = await PlanAsync();
        Assert.Contains("login-failed", Assert.Single(plan.Findings), StringComparison.Ordinal);
        Assert.Equal(0, plan.Rows);

        harness.Main.Failure = new SourceException("main", "connect-failed", transient: true);
        await Assert.ThrowsAsync<SourceException>(() => PlanAsync());
    }

    [Fact]
    public void What_is_big_comes_in_several_parts_and_takes_its_time()
    {
        const long part = 4_000_000_000;
        var estimate = ExportEstimate.Of(0, 0, 0, 9 * part / 2, part);
        Assert.Equal(5, estimate.Parts);
        Assert.InRange(estimate.Seconds, 300, 500);
    }

    [Fact]
    public async Task A_plan_goes_by_the_size_of_parts_that_is_set()
    {
        var plan = await PlanAsync(partBytes: 20_000);
        Assert.Equal((int)Math.Ceiling(plan.Estimate.ArchiveBytes / 20_000.0), plan.Estimate.Parts);
        Assert.True(plan.Estimate.Parts > 1);
    }

    private Task<ExportPlan> PlanAsync(RequestKind kind = RequestKind.Access, long partBytes = 4_000_000_000) =>
        new ExportPlanner(harness.Map, new SourceSet([harness.Main], [harness.Uploads], []), harness.Locator, harness.Clock) { PartBytes = partBytes }
            .PlanAsync(new RootKey("users", Key.Of("7")), kind, TestContext.Current.CancellationToken);
}
