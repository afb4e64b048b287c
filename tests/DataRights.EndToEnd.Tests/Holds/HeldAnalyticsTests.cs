using DataRights.EndToEnd.Tests.Running;
using DataRights.EndToEnd.Tests.Sample;
using DataRights.Mapping;
using DataRights.Retention;
using DataRights.Retention.Status;
using Xunit;

namespace DataRights.EndToEnd.Tests.Holds;

/// <summary>A legal hold on a person keeps their raw analytics past the window, also when it comes in the middle of a run, and late rows too.</summary>
public abstract class HeldAnalyticsTests(SampleTemplate template, SourceKind kind) : HoldTestBase(template, kind)
{
    private const string Old = "viewed_at < '2025-12-15'";
    private static readonly string Held = $"{Old} and user_id = {Person}";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Rows_of_a_held_person_stay_and_go_unpublished_when_the_hold_ends(bool duringTheRun)
    {
        await using var deployment = await ShortAsync();
        await using var process = deployment.Start();
        var kept = await CountAsync(deployment, Held);
        Assert.True(kept > 0, "Nothing of the person is past the window.");
        var hold = duringTheRun ? null : await PlaceAsync(process, OnPerson());
        if (duringTheRun)
        {
            // When the first publication's report is written: published it is, and nothing destroyed.
            process.Faults.OnEffect = (_, name) =>
            {
                if (name.StartsWith("retention/", StringComparison.Ordinal))
                {
                    process.Faults.OnEffect = null;
                    hold = Wait(PlaceAsync(process, OnPerson()));
                }
            };
        }

        var run = await RetainAsync(process);
        Assert.NotNull(hold?.Acknowledged);
        Assert.Equal(kept, await CountAsync(deployment, Held));
        Assert.Equal(await CountAsync(deployment, Old), run.HeldRows);
        Assert.True(run.RowsDestroyed > 0);
        Assert.Contains(await StandingsAsync(process, deployment), s => s == PeriodStanding.Held);

        // Late, into a period that is settled but for what is held.
        var cells = await CountAsync(deployment, "page_views_daily");
        await deployment.Sample.ExecuteAsync(
            $"insert into page_views select 987654, user_id, device_id, path, referrer, country, browser, os, device_type, screen, ip, time_on_page, viewed_at from page_views where {Held} order by id limit 1", Token);
        var late = await RetainAsync(process);
        Assert.Equal((kept + 1, 0), (await CountAsync(deployment, Held), late.DaysPublished));

        await ReleaseAsync(process, hold!);
        var left = await CountAsync(deployment, Old);
        var last = await RetainAsync(process);
        Assert.Equal((0L, 0L, 0, left), (await CountAsync(deployment, Old), last.HeldRows, last.DaysPublished, last.RowsDestroyed));
        Assert.Equal(cells, await CountAsync(deployment, "page_views_daily"));
        Assert.DoesNotContain(await StandingsAsync(process, deployment), s => s == PeriodStanding.Held);
    }

    /// <summary>The sample with a few days past the window, on one of which the person was there.</summary>
    private async Task<Deployment> ShortAsync()
    {
        var deployment = await DeployAsync();
        await deployment.Sample.ExecuteAsync("delete from page_views where viewed_at < '2025-12-09'", Token);
        return deployment;
    }

    private static T Wait<T>(Task<T> task) => Task.Run(() => task).GetAwaiter().GetResult();

    private static async Task<RetentionRunResult> RetainAsync(EngineProcess process)
    {
        var result = Assert.Single(await process.Get<RetentionRunner>().RunAsync(TimeSpan.FromMinutes(1), Token));
        Assert.Equal((null, false), (result.FailureCode, result.MoreWork));
        return result;
    }

    private static async Task<IReadOnlyList<PeriodStanding>> StandingsAsync(EngineProcess process, Deployment deployment)
    {
        var state = Assert.Single(await new RetentionStatus(deployment.Map, process.Get<Sources.SourceSet>()).ReadAsync(null, 100, Token));
        return [.. state.Periods.Select(p => p.StandingAt(deployment.Clock.GetUtcNow(), state.Backups))];
    }

    private static async Task<long> CountAsync(Deployment deployment, string from) => Convert.ToInt64(
        await deployment.Sample.ScalarAsync($"select count(*) from {(from.StartsWith("page_views_daily", StringComparison.Ordinal) ? from : $"page_views where {from}")}", Token), System.Globalization.CultureInfo.InvariantCulture);
}

public sealed class SqliteHeldAnalyticsTests(SampleTemplate template) : HeldAnalyticsTests(template, SourceKind.Sqlite);

public sealed class PostgresHeldAnalyticsTests(SampleTemplate template) : HeldAnalyticsTests(template, SourceKind.Postgres);
