using DataRights.Deletion.Replay;
using DataRights.EndToEnd.Tests.Deletion;
using DataRights.EndToEnd.Tests.Running;
using DataRights.EndToEnd.Tests.Sample;
using DataRights.Ledger;
using DataRights.Mapping;
using DataRights.Requests;
using DataRights.Retention;
using DataRights.Storage;
using Xunit;

namespace DataRights.EndToEnd.Tests.Restore;

/// <summary>
/// A backup brings back raw analytics that retention has destroyed since, and people who were deleted since. The replay deletes the people, then destroys the rows, then lets
/// go of the database; no period is published twice, and who was deleted is in no total that is published afterwards.
/// </summary>
public abstract partial class RetentionReplayTests(SampleTemplate template, SourceKind kind) : DeletionTestBase(template, kind)
{
    private const int Person = 1;
    private static readonly TimeSpan Slice = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task What_retention_destroyed_since_the_backup_is_destroyed_again_before_anything_else_goes_on()
    {
        await using var deployment = await ShortAsync();
        await using var process = deployment.Start();
        await RetainAsync(process);
        deployment.Clock.Advance(TimeSpan.FromDays(3));
        await using var backup = await DatabaseBackup.TakeAsync(deployment.Sample, Token);
        var since = deployment.Clock.GetUtcNow();
        Assert.Equal(0, await CountAsync(deployment, $"page_views where viewed_at < '{Closed(deployment, -3)}'"));

        var destroyed = Assert.Single(await RetainAsync(process));
        Assert.Equal((3, 3), (destroyed.DaysPublished, destroyed.DaysDestroyed));
        AssertCompleted(await DeleteAsync(process, "user_id", Id(Person)));
        var cells = await CountAsync(deployment, "page_views_daily");
        var published = await LedgerAsync(process);

        deployment.Clock.Advance(TimeSpan.FromDays(2));
        await backup.RestoreAsync(Token);
        var back = await CountAsync(deployment, $"page_views where viewed_at < '{Closed(deployment, -2)}'");
        Assert.True(back > 0 && await CountAsync(deployment, $"page_views where user_id = {Person}") > 0, "The backup brought nothing back.");

        // Until then nothing is published, and nothing destroyed.
        Assert.Equal("source-restored", Assert.Single(await process.Get<RetentionRunner>().RunAsync(Slice, Token)).FailureCode);
        Assert.Equal(back, await CountAsync(deployment, $"page_views where viewed_at < '{Closed(deployment, -2)}'"));

        var report = await process.ReplayAsync(new ReplayOrder(since, null, DryRun: false));
        Assert.Equal(ReplayVerdict.Replayed, Assert.Single(report.Items).Verdict);
        var rule = Assert.Single(report.Rules);
        Assert.Equal((3, true, (string?)null), (rule.Periods, rule.Rows > 0 && rule.Rows < back, rule.Failure));
        Assert.Equal(0, await CountAsync(deployment, $"page_views where viewed_at < '{Closed(deployment, -2)}' or user_id = {Person}"));
        Assert.Equal(published, await LedgerAsync(process));
        Assert.True(await CountAsync(deployment, "page_views_daily") <= cells, "Something was published by the replay.");

        // What has become due meanwhile is published once, by the next run, from what is left.
        var next = Assert.Single(await RetainAsync(process));
        Assert.Equal((2, (string?)null), (next.DaysPublished, next.FailureCode));
        var all = await LedgerAsync(process);
        Assert.Equal(published.Count + 2, all.Count);
        Assert.Equal(all.Count, all.Distinct().Count());
        Assert.True((await process.Get<ILedger>().VerifyAsync(Token)).Holds);
    }

    [Fact]
    public async Task A_restore_is_noticed_also_when_nothing_but_retention_has_worked_since()
    {
        await using var deployment = await ShortAsync();
        await using var process = deployment.Start();
        await using var backup = await DatabaseBackup.TakeAsync(deployment.Sample, Token);
        var since = deployment.Clock.GetUtcNow();
        var raw = await CountAsync(deployment, "page_views");
        await RetainAsync(process);
        var left = await CountAsync(deployment, "page_views");
        await backup.RestoreAsync(Token);

        Assert.Equal(["restored-sources: source-restored"], (await process.Get<Housekeeping>().RunAsync(Token)).Troubles);
        var dry = await process.Get<IReplayer>().RunAsync(new ReplayOrder(since, "main", DryRun: true), Slice, Token);
        Assert.Empty(dry.Rules);
        Assert.Equal(raw, await CountAsync(deployment, "page_views"));
        var report = await process.ReplayAsync(new ReplayOrder(since, "main", DryRun: false));

        Assert.Equal(raw - left, Assert.Single(report.Rules).Rows);
        Assert.Equal(left, await CountAsync(deployment, "page_views"));
        Assert.Empty((await process.Get<Housekeeping>().RunAsync(Token)).Troubles);
    }

    [Fact]
    public async Task A_rule_that_cannot_work_does_not_keep_the_database_halted_and_is_told()
    {
        await using var deployment = await ShortAsync();
        await using var process = deployment.Start();
        await using var backup = await DatabaseBackup.TakeAsync(deployment.Sample, Token);
        var since = deployment.Clock.GetUtcNow();
        await RetainAsync(process);
        await backup.RestoreAsync(Token);
        await deployment.Sample.ExecuteAsync("drop table if exists page_views_daily", Token);
        await deployment.Sample.ExecuteAsync("create table page_views_daily (something text not null)", Token);

        var report = await process.ReplayAsync(new ReplayOrder(since, "main", DryRun: false));

        Assert.NotNull(report.Finished);
        Assert.StartsWith("target-", Assert.Single(report.Rules).Failure, StringComparison.Ordinal);
        Assert.Contains(report.Findings, f => f.Contains("could not destroy again", StringComparison.Ordinal));
        Assert.Empty((await process.Get<Housekeeping>().RunAsync(Token)).Troubles);

        // Mended, the rule does what the replay could not.
        await deployment.Sample.ExecuteAsync("drop table page_views_daily", Token);
        var mended = Assert.Single(await RetainAsync(process));
        Assert.Equal((0, true), (mended.DaysPublished, mended.RowsDestroyed > 0));
    }

    /// <summary>The sample with a few days past the window.</summary>
    private async Task<Deployment> ShortAsync()
    {
        var deployment = await DeployAsync();
        await deployment.Sample.ExecuteAsync($"delete from page_views where viewed_at < '{Closed(deployment, -3)}'", Token);
        return deployment;
    }

    /// <summary>The first day that is not past the window, some days from now.</summary>
    private static string Closed(Deployment deployment, int days) =>
        FormattableString.Invariant($"{deployment.Clock.GetUtcNow().AddDays(days - 90):yyyy-MM-dd}");

    private static async Task<IReadOnlyList<RetentionRunResult>> RetainAsync(EngineProcess process)
    {
        var results = await process.Get<RetentionRunner>().RunAsync(Slice, Token);
        Assert.All(results, r => Assert.Equal((null, false), (r.FailureCode, r.MoreWork)));
        return results;
    }

    /// <summary>The publications of the rule, from all its chains.</summary>
    private static async Task<IReadOnlyList<string>> LedgerAsync(EngineProcess process)
    {
        var days = new List<string>();
        foreach (var chain in (await ObjectsAsync(process, ObjectNames.Ledger)).Select(n => Chain().Match(n).Value).Where(c => c.Length > 0).Distinct())
        {
            days.AddRange((await process.Get<ILedger>().ReadAsync(chain, Token)).Where(e => e.Code == LedgerCodes.PeriodPublished).Select(e => e.Facts["day"]));
        }

        Assert.NotEmpty(days);
        return days;
    }

    [System.Text.RegularExpressions.GeneratedRegex("retention-[0-9a-f]{16}")]
    private static partial System.Text.RegularExpressions.Regex Chain();

    private static async Task<long> CountAsync(Deployment deployment, string from) =>
        Convert.ToInt64(await deployment.Sample.ScalarAsync($"select count(*) from {from}", Token), System.Globalization.CultureInfo.InvariantCulture);
}

public sealed class SqliteRetentionReplayTests(SampleTemplate template) : RetentionReplayTests(template, SourceKind.Sqlite);

public sealed class PostgresRetentionReplayTests(SampleTemplate template) : RetentionReplayTests(template, SourceKind.Postgres);
