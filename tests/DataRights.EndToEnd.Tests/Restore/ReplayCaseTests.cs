using System.Globalization;
using DataRights.Deletion.Replay;
using DataRights.EndToEnd.Tests.Sample;
using DataRights.Requests;
using Xunit;

namespace DataRights.EndToEnd.Tests.Restore;

/// <summary>Who is known again after a restore, and who is not touched.</summary>
public sealed class ReplayCaseTests(SampleTemplate template) : ReplayTestBase(template)
{
    [Fact]
    public async Task A_dry_run_says_what_would_be_done_and_changes_nothing()
    {
        await using var deployment = await DeployAsync();
        await using var backup = await DatabaseBackup.TakeAsync(deployment.Sample, Token);
        var since = deployment.Clock.GetUtcNow();
        await DeleteAndRestoreAsync(deployment, backup, People);
        var before = await StateAsync(deployment);
        await using var process = deployment.Start();
        var report = await ReplayAsync(deployment, process, new ReplayOrder(since, "main", DryRun: true));

        Assert.Equal(People.Length, report.Count(ReplayVerdict.Replayed));
        Assert.All(report.Items, i => Assert.Null(i.ReplayedBy));
        before.AssertEqual(await StateAsync(deployment));
        Assert.Equal(["main"], await process.Get<RestoreWatch>().RestoredAsync(Token));
    }

    [Fact]
    public async Task Who_was_deleted_before_the_backup_is_left_out()
    {
        await using var deployment = await DeployAsync();
        await using (var process = deployment.Start())
        {
            await DeleteAsync(process, "user_id", "14");
            deployment.Clock.Advance(TimeSpan.FromHours(1));
        }

        await using var backup = await DatabaseBackup.TakeAsync(deployment.Sample, Token);
        var since = deployment.Clock.GetUtcNow();
        await DeleteAndRestoreAsync(deployment, backup, [11]);
        await using var restarted = deployment.Start();
        var report = await ReplayAsync(deployment, restarted, new ReplayOrder(since, null, DryRun: false));
        Assert.Equal(ReplayVerdict.Replayed, Assert.Single(report.Items).Verdict);
    }

    [Fact]
    public async Task The_same_person_who_got_the_same_id_again_is_not_taken_for_the_restored_one()
    {
        var report = await ReplayAfterAsync("update users set created_at = '2026-03-20T10:00:00Z', email_verified_at = null, last_seen_at = '2026-03-20T10:00:00Z' where id = 11");
        Assert.Equal(ReplayVerdict.RegisteredAgain, report.Single().Verdict);
    }

    [Fact]
    public async Task A_restored_person_who_has_signed_in_since_is_deleted_again()
    {
        var report = await ReplayAfterAsync("update users set last_seen_at = '2026-03-20T10:00:00Z', locale = 'xx' where id = 11");
        Assert.Equal(ReplayVerdict.Replayed, report.Single().Verdict);
    }

    [Fact]
    public async Task What_came_back_without_the_account_is_deleted_again()
    {
        var report = await ReplayAfterAsync("pragma foreign_keys = off; delete from users where id = 11");
        Assert.Equal((ReplayVerdict.Replayed, RequestStatus.Completed), (report.Single().Verdict, report.Single().Status));
    }

    [Theory]
    [InlineData("select 1", ReplayVerdict.Replayed)]
    [InlineData("update contact_messages set body = 'another one' where email = 'guest@example.org'", ReplayVerdict.RegisteredAgain)]
    [InlineData("insert into contact_messages select 987654, null, name, email, subject, 'another one', ip, '2026-03-20T10:00:00Z', null from contact_messages where email = 'guest@example.org'", ReplayVerdict.RegisteredAgain)]
    public async Task Somebody_whose_key_is_the_address_is_known_only_if_nothing_has_changed(string change, ReplayVerdict verdict)
    {
        await using var deployment = await DeployAsync();
        await deployment.Sample.ExecuteAsync("update contact_messages set user_id = null, email = 'guest@example.org' where id = (select max(id) from contact_messages)", Token);
        await using var backup = await DatabaseBackup.TakeAsync(deployment.Sample, Token);
        var since = deployment.Clock.GetUtcNow();
        await using var process = deployment.Start();
        AssertCompleted(await DeleteAsync(process, "email", "guest@example.org"));
        deployment.Clock.Advance(TimeSpan.FromHours(1));
        await backup.RestoreAsync(Token);
        await deployment.Sample.ExecuteAsync(change, Token);
        Assert.Equal(verdict, Assert.Single((await ReplayAsync(deployment, process, new ReplayOrder(since, null, DryRun: false))).Items).Verdict);
        var left = Convert.ToInt64(await deployment.Sample.ScalarAsync("select count(*) from contact_messages where email = 'guest@example.org'", Token), CultureInfo.InvariantCulture);
        Assert.Equal(verdict == ReplayVerdict.Replayed, left == 0);
    }

    [Fact]
    public async Task A_source_that_the_map_does_not_have_and_a_time_to_come_are_refused()
    {
        await using var deployment = await DeployAsync();
        await using var process = deployment.Start();
        var now = deployment.Clock.GetUtcNow();
        Assert.Equal("source-unknown", (await Assert.ThrowsAsync<RequestRefusedException>(() => process.Get<IReplayer>().RunAsync(new ReplayOrder(now, "files", false), Slice, Token))).Code);
        Assert.Equal("since-invalid", (await Assert.ThrowsAsync<RequestRefusedException>(() => process.Get<IReplayer>().RunAsync(new ReplayOrder(now.AddMinutes(1), null, false), Slice, Token))).Code);
    }

    /// <summary>Deletes person 11, restores, changes something, replays.</summary>
    private async Task<IReadOnlyList<ReplayItem>> ReplayAfterAsync(string change)
    {
        await using var deployment = await DeployAsync();
        await using var backup = await DatabaseBackup.TakeAsync(deployment.Sample, Token);
        var since = deployment.Clock.GetUtcNow();
        await DeleteAndRestoreAsync(deployment, backup, [11]);
        await deployment.Sample.ExecuteAsync(change, Token);
        var before = await StateAsync(deployment);
        await using var process = deployment.Start();
        var report = await ReplayAsync(deployment, process, new ReplayOrder(since, null, DryRun: false));
        var after = await StateAsync(deployment);
        if (report.Count(ReplayVerdict.Replayed) == 0)
        {
            before.AssertEqual(after);
        }
        else
        {
            Assert.DoesNotContain(after.Tables["users"], r => r["id"] == "11");
            Assert.DoesNotContain(after.Tables["lesson_progress"], r => r["user_id"] == "11");
            Assert.DoesNotContain(after.Tables["comments"], r => r["author_id"] == "11");
        }

        return report.Items;
    }
}
