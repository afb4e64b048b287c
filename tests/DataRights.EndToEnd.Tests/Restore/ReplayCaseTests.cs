using System.Globalization;
using DataRights.Deletion.Replay;
using DataRights.EndToEnd.Tests.Deletion;
using DataRights.EndToEnd.Tests.Running;
using DataRights.EndToEnd.Tests.Sample;
using DataRights.Ledger;
using DataRights.Mapping;
using DataRights.Requests;
using DataRights.Retention;
using DataRights.Storage;
using DataRights.Storage.Local;
using DataRights.Testing;
using Xunit;

namespace DataRights.EndToEnd.Tests.Restore;

/// <summary>One thing at a time: who is known again, what is left of tombstones, and stops in the middle.</summary>
public sealed class ReplayCaseTests(SampleTemplate template) : DeletionTestBase(template, SourceKind.Sqlite)
{
    private static readonly TimeSpan Slice = TimeSpan.FromMinutes(1);
    private static readonly int[] People = [11, 12, 13];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(9)]
    [InlineData(14)]
    [InlineData(22)]
    [InlineData(40)]
    [InlineData(90)]
    public async Task A_replay_that_was_stopped_comes_to_the_same_end(int effect)
    {
        await using var deployment = await DeployAsync();
        await using var backup = await DatabaseBackup.TakeAsync(deployment.Sample, Token);
        var since = deployment.Clock.GetUtcNow();
        await DeleteAndRestoreAsync(deployment, backup, People);
        var before = await StateAsync(deployment);
        await using (var stopped = deployment.Start())
        {
            stopped.Faults.CrashBefore(effect);
            try
            {
                await stopped.Get<IReplayer>().RunAsync(new ReplayOrder(since, null, DryRun: false), Slice, Token);
                await stopped.DeliverAllAsync();
                await stopped.Get<IReplayer>().RunAsync(new ReplayOrder(since, null, DryRun: false), Slice, Token);
            }
            catch (SimulatedCrashException)
            {
                // Asserted below.
            }

            Assert.True(stopped.Faults.Crashed, $"Effect {effect} never came.");
        }

        deployment.Clock.Advance(TimeSpan.FromMinutes(15));
        await using var process = deployment.Start();
        var report = await ReplayAsync(deployment, process, new ReplayOrder(since, null, DryRun: false));
        Assert.NotNull(report.Finished);
        Assert.Equal(People.Length, report.Items.Count);
        await process.RunUntilQuietAsync();
        Expected(before, People).AssertEqual(ExpectedDeletion.Settled(await StateAsync(deployment)));
        Assert.Equal(People.Length, (await process.Requests.ListAsync(null, null, int.MaxValue, Token)).Count(r => r.Replays is not null));
    }

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
    public async Task A_tombstone_whose_key_is_destroyed_cannot_be_opened_and_the_replay_says_so()
    {
        await using var deployment = await DeployAsync();
        await using var backup = await DatabaseBackup.TakeAsync(deployment.Sample, Token);
        var since = deployment.Clock.GetUtcNow();
        await DeleteAndRestoreAsync(deployment, backup, [11]);
        await using var process = deployment.Start();
        await process.Get<TombstoneKeys>().DestroyAsync("2026-03", Token);
        var before = await StateAsync(deployment);
        var report = await ReplayAsync(deployment, process, new ReplayOrder(since, null, DryRun: false));

        Assert.Equal(ReplayVerdict.KeyDestroyed, Assert.Single(report.Items).Verdict);
        before.AssertEqual(await StateAsync(deployment));
    }

    [Fact]
    public async Task Keys_and_tombstones_go_when_the_months_last_backup_has_expired_and_not_before()
    {
        await using var deployment = await DeployAsync();
        await using var process = deployment.Start();
        await DeleteAsync(process, "user_id", "11");

        // The sample's backups live for 14 days.
        deployment.Clock.Advance(new DateTimeOffset(2026, 4, 14, 23, 0, 0, TimeSpan.Zero) - deployment.Clock.GetUtcNow());
        await process.Get<Housekeeping>().RunAsync(Token);
        Assert.Equal(["tombstone-keys/2026-03.json"], await ObjectsAsync(process, ObjectNames.TombstoneKeys));
        Assert.Single(await ObjectsAsync(process, ObjectNames.Tombstones));

        deployment.Clock.Advance(TimeSpan.FromHours(2));
        await process.Get<Housekeeping>().RunAsync(Token);
        Assert.Empty(await ObjectsAsync(process, ObjectNames.TombstoneKeys));
        Assert.Empty(await ObjectsAsync(process, ObjectNames.Tombstones));
        var report = await ReplayAsync(deployment, process, new ReplayOrder(SampleTemplate.Today, null, DryRun: true));
        Assert.Contains("2026-03", Assert.Single(report.Findings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deletion_that_runs_into_another_month_has_a_tombstone_under_that_months_key()
    {
        await using var deployment = await DeployAsync();
        string id;
        await using (var process = deployment.Start())
        {
            id = (await process.SubmitAsync(RequestKind.Deletion, "user_id", "11")).Id;
            var appends = 0;
            process.Faults.OnEffect = (operation, name) =>
            {
                // At the database's erasure the process dies, and nobody starts another for weeks.
                if (operation == "append" && name.StartsWith(ObjectNames.LedgerChains, StringComparison.Ordinal) && ++appends == 8)
                {
                    process.Faults.CrashBefore(1);
                }
            };
            await process.DeliverAllAsync();
            Assert.True(process.Faults.Crashed);
        }

        deployment.Clock.Advance(TimeSpan.FromDays(25));
        await using var restarted = deployment.Start();
        await restarted.RunUntilQuietAsync();
        AssertCompleted(await restarted.ReadAsync(id));
        Assert.Equal([$"tombstones/2026-03/{id}.json", $"tombstones/2026-04/{id}.json"], await ObjectsAsync(restarted, ObjectNames.Tombstones));
        var later = await restarted.Get<TombstoneStore>().OpenAsync(new TombstoneEntry($"tombstones/2026-04/{id}.json", "2026-04", id), Token);
        Assert.NotEmpty(later!.Rows);
    }

    [Fact]
    public async Task With_a_witness_tombstones_lie_there_and_their_keys_do_not()
    {
        using var directory = new Testing.Servers.TempDirectory();
        await using var deployment = await DeployAsync();
        using var witness = new LocalObjectStore(directory.Path, deployment.Clock);
        await using var process = deployment.Start();
        var tombstones = new TombstoneStore(process.Get<IObjectStore>(), process.Get<TombstoneKeys>(), new WitnessStore(witness));
        await tombstones.WriteAsync("2026-03", new Tombstone
        {
            Request = "x", Collection = "users", Key = ["a-secret-key"], Begins = deployment.Clock.GetUtcNow(), MapHash = "h", Treatment = Treatment.Delete, Rows = [],
        }, Token);

        Assert.Empty(await ObjectsAsync(process, ObjectNames.Tombstones));
        Assert.Single(await ObjectsAsync(process, ObjectNames.TombstoneKeys));
        var stored = await witness.ReadAsync("tombstones/2026-03/x.json", Token);
        Assert.DoesNotContain("a-secret-key", System.Text.Encoding.UTF8.GetString(stored!.Content.Span), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stop_between_the_databases_count_and_its_memory_is_no_restore()
    {
        await using var deployment = await DeployAsync();
        string id;
        await using (var process = deployment.Start())
        {
            await DeleteAsync(process, "user_id", "12");
            id = (await process.SubmitAsync(RequestKind.Deletion, "user_id", "11")).Id;
            process.Faults.OnEffect = (_, name) =>
            {
                if (name.StartsWith(ObjectNames.Epochs, StringComparison.Ordinal))
                {
                    process.Faults.OnEffect = null;
                    process.Faults.CrashBefore(1);
                }
            };
            await process.DeliverAllAsync();
            Assert.True(process.Faults.Crashed);
        }

        deployment.Clock.Advance(TimeSpan.FromMinutes(15));
        await using var restarted = deployment.Start();
        Assert.Empty(await restarted.Get<RestoreWatch>().RestoredAsync(Token));
        await restarted.RunUntilQuietAsync();
        AssertCompleted(await restarted.ReadAsync(id));
    }

    [Fact]
    public async Task A_backup_from_between_the_count_and_the_effects_is_noticed_too()
    {
        await using var deployment = await DeployAsync();
        await using var process = deployment.Start();
        await process.SubmitAsync(RequestKind.Deletion, "user_id", "11");
        DatabaseBackup? backup = null;
        process.Faults.OnEffect = (_, name) =>
        {
            // The write that follows the count is the memory's.
            if (name.StartsWith(ObjectNames.Epochs, StringComparison.Ordinal))
            {
                backup ??= DatabaseBackup.TakeAsync(deployment.Sample, Token).GetAwaiter().GetResult();
            }
        };
        await process.RunUntilQuietAsync();
        await backup!.RestoreAsync(Token);
        Assert.Equal(["main"], await process.Get<RestoreWatch>().RestoredAsync(Token));
    }

    [Fact]
    public async Task Retention_is_halted_and_says_why()
    {
        await using var deployment = await DeployAsync();
        await using var backup = await DatabaseBackup.TakeAsync(deployment.Sample, Token);
        await DeleteAndRestoreAsync(deployment, backup, [11]);
        var before = await StateAsync(deployment);
        await using var process = deployment.Start();
        var results = await process.Get<RetentionRunner>().RunAsync(TimeSpan.FromMinutes(1), Token);

        Assert.NotEmpty(results);
        Assert.All(results, r => Assert.Equal("source-restored", r.FailureCode));
        before.AssertEqual(await StateAsync(deployment));
    }

    [Fact]
    public async Task A_further_restore_in_the_middle_of_a_replay_is_noticed_and_a_new_replay_mends_it()
    {
        await using var deployment = await DeployAsync();
        await using var backup = await DatabaseBackup.TakeAsync(deployment.Sample, Token);
        var since = deployment.Clock.GetUtcNow();
        await DeleteAndRestoreAsync(deployment, backup, People);
        var before = await StateAsync(deployment);
        await using var process = deployment.Start();
        var order = new ReplayOrder(since, null, DryRun: false);
        await process.Get<IReplayer>().RunAsync(order, Slice, Token);
        await process.DeliverAllAsync();
        await backup.RestoreAsync(Token);

        Assert.Contains("once more", Assert.Single((await process.Get<IReplayer>().RunAsync(order, Slice, Token)).Findings), StringComparison.Ordinal);
        Assert.Equal(["main"], await process.Get<RestoreWatch>().RestoredAsync(Token));
        deployment.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(People.Length, (await ReplayAsync(deployment, process, order)).Count(ReplayVerdict.Replayed));
        Expected(before, People).AssertEqual(ExpectedDeletion.Settled(await StateAsync(deployment)));
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

    private static SampleState Expected(SampleState restored, IEnumerable<int> people) =>
        ExpectedDeletion.Settled(people.Aggregate(restored, (state, person) => ExpectedDeletion.OfAccount(state, person)));

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

    private static async Task DeleteAndRestoreAsync(Deployment deployment, DatabaseBackup backup, IReadOnlyList<int> people)
    {
        await using var process = deployment.Start();
        foreach (var person in people)
        {
            await process.SubmitAsync(RequestKind.Deletion, "user_id", Id(person));
        }

        await process.RunUntilQuietAsync();
        deployment.Clock.Advance(TimeSpan.FromHours(1));
        await backup.RestoreAsync(Token);
    }

    private static async Task<ReplayReport> ReplayAsync(Deployment deployment, EngineProcess process, ReplayOrder order)
    {
        for (var call = 0; call < 50; call++)
        {
            var report = await process.Get<IReplayer>().RunAsync(order, Slice, Token);
            if (report.Finished is not null || report.Stuck)
            {
                return report;
            }

            await process.DeliverAllAsync();
            await process.Get<Housekeeping>().RunAsync(Token);
            deployment.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        throw new InvalidOperationException("The replay does not come to an end.");
    }
}
