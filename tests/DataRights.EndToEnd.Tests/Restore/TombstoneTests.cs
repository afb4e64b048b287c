using DataRights.Deletion.Replay;
using DataRights.EndToEnd.Tests.Sample;
using DataRights.Ledger;
using DataRights.Mapping;
using DataRights.Requests;
using DataRights.Storage;
using DataRights.Storage.Local;
using Xunit;

namespace DataRights.EndToEnd.Tests.Restore;

/// <summary>What is left of tombstones, where they lie, and for how long.</summary>
public sealed class TombstoneTests(SampleTemplate template) : ReplayTestBase(template)
{
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
}
