using DataRights.EndToEnd.Tests.Running;
using DataRights.EndToEnd.Tests.Sample;
using DataRights.Mapping;
using DataRights.Retention;
using DataRights.Samples.PythonPro;
using Xunit;

namespace DataRights.EndToEnd.Tests.Deletion;

/// <summary>Totals that were published stay when somebody is deleted; what is published afterwards counts without them.</summary>
public abstract class AnalyticsAfterDeletionTests(SampleTemplate template, SourceKind kind) : DeletionTestBase(template, kind)
{
    [Fact]
    public async Task A_deleted_person_is_in_no_later_publication_and_earlier_ones_stay_as_they_are()
    {
        await using var deployment = await DeployAsync();

        // So few people share no cell otherwise.
        deployment.Map = deployment.ReadMap(json => json.Replace("\"minimumPeople\": 10", "\"minimumPeople\": 2", StringComparison.Ordinal).Replace("\"dominance\": 60", "\"dominance\": 100", StringComparison.Ordinal));
        await deployment.Sample.ExecuteAsync("delete from page_views where viewed_at < '2025-12-12'", Token);
        await using var process = deployment.Start();
        Assert.Equal(3, (await RetainAsync(process)).DaysPublished);
        var published = (await StateAsync(deployment)).Tables["page_views_daily"].Select(r => r.ToString()).Order(StringComparer.Ordinal).ToList();
        Assert.NotEmpty(published);

        AssertCompleted(await DeleteAsync(process, "user_id", Id(PythonProPeople.Heavy)));
        Assert.Equal(published, (await StateAsync(deployment)).Tables["page_views_daily"].Select(r => r.ToString()).Order(StringComparer.Ordinal));

        var before = (await StateAsync(deployment)).Tables["page_views"];
        Assert.DoesNotContain(before, r => r["user_id"] == Id(PythonProPeople.Heavy));
        deployment.Clock.Advance(new DateTimeOffset(2026, 3, 20, 13, 0, 0, TimeSpan.Zero) - deployment.Clock.GetUtcNow());
        var run = await RetainAsync(process);

        Assert.Equal(5, run.DaysPublished);
        var after = await StateAsync(deployment);
        Assert.Equal(before.Count - after.Tables["page_views"].Count, run.RawRows);
        Assert.Empty(published.Except(after.Tables["page_views_daily"].Select(r => r.ToString())));
    }

    private static async Task<RetentionRunResult> RetainAsync(EngineProcess process)
    {
        var result = Assert.Single(await process.Get<RetentionRunner>().RunAsync(TimeSpan.FromMinutes(1), Token));
        Assert.Equal((null, false), (result.FailureCode, result.MoreWork));
        return result;
    }
}

public sealed class SqliteAnalyticsAfterDeletionTests(SampleTemplate template) : AnalyticsAfterDeletionTests(template, SourceKind.Sqlite);

public sealed class PostgresAnalyticsAfterDeletionTests(SampleTemplate template) : AnalyticsAfterDeletionTests(template, SourceKind.Postgres);
