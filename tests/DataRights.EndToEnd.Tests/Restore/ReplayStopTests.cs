using DataRights.Deletion.Replay;
using DataRights.EndToEnd.Tests.Sample;
using DataRights.Requests;
using DataRights.Retention;
using DataRights.Storage;
using DataRights.Testing;
using Xunit;

namespace DataRights.EndToEnd.Tests.Restore;

/// <summary>Stops in the middle of a replay, or of what tells of a restore, and a further restore.</summary>
public sealed class ReplayStopTests(SampleTemplate template) : ReplayTestBase(template)
{
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
}
