using DataRights.Deletion.Replay;
using DataRights.EndToEnd.Tests.Deletion;
using DataRights.EndToEnd.Tests.Running;
using DataRights.EndToEnd.Tests.Sample;
using DataRights.Mapping;
using DataRights.Requests;
using DataRights.Storage;
using Xunit;

namespace DataRights.EndToEnd.Tests.Restore;

/// <summary>The system's own state, or a database, goes back to an earlier time while a deletion is under way or after it.</summary>
public sealed class RestoreTests(SampleTemplate template) : DeletionTestBase(template, SourceKind.Sqlite)
{
    [Theory]
    [InlineData(null)]
    [InlineData("capture")]
    [InlineData("erase:main")]
    public async Task Under_state_from_before_its_end_a_deletion_is_ended_again_and_touches_nobody_else(string? after)
    {
        await using var deployment = await DeployAsync();
        var expected = ExpectedDeletion.Settled(ExpectedDeletion.OfAccount(await StateAsync(deployment), 3));
        var request = await StopAfterAsync(deployment, after);
        var backup = new Testing.Servers.TempDirectory();
        Copy(deployment.StateDirectory, backup.Path);
        await using (var process = deployment.Start())
        {
            await process.RunUntilQuietAsync();
            AssertCompleted(await process.ReadAsync(request.Id));
        }

        Directory.Delete(deployment.StateDirectory, recursive: true);
        Copy(backup.Path, deployment.StateDirectory);
        backup.Dispose();
        await using var restored = deployment.Start();
        await restored.RunUntilQuietAsync();

        var record = await restored.ReadAsync(request.Id);
        Assert.True(record.Status == RequestStatus.Completed, $"{record.Status} {record.Outcome} {string.Join(' ', record.Findings)}");
        Assert.Equal("deleted", record.Outcome);
        expected.AssertEqual(ExpectedDeletion.Settled(await StateAsync(deployment)));
    }

    [Fact]
    public async Task A_database_restored_under_a_deletion_halts_it_until_a_replay_which_takes_it_back_to_its_plan()
    {
        await using var deployment = await DeployAsync();
        var expected = ExpectedDeletion.Settled(ExpectedDeletion.OfAccount(await StateAsync(deployment), 3));
        await using var backup = await DatabaseBackup.TakeAsync(deployment.Sample, Token);
        var since = deployment.Clock.GetUtcNow();
        var request = await StopAfterAsync(deployment, "erase:main");
        await backup.RestoreAsync(Token);

        await using var process = deployment.Start();
        await process.Get<Housekeeping>().RunAsync(Token);
        await process.DeliverAllAsync();
        var waiting = await process.ReadAsync(request.Id);
        Assert.Equal((RequestStatus.Waiting, "source-restored"), (waiting.Status, waiting.Outcome));

        var report = await process.Get<IReplayer>().RunAsync(new ReplayOrder(since, "main", DryRun: false), TimeSpan.FromMinutes(1), Token);
        Assert.Equal(ReplayVerdict.Unfinished, Assert.Single(report.Items).Verdict);
        Assert.NotNull(report.Finished);
        await process.RunUntilQuietAsync();
        AssertCompleted(await process.ReadAsync(request.Id));
        expected.AssertEqual(ExpectedDeletion.Settled(await StateAsync(deployment)));
    }

    /// <summary>Submits a deletion of person 3 and has its host die once that step is in the record; at once without a step.</summary>
    private static async Task<RequestRecord> StopAfterAsync(Deployment deployment, string? step)
    {
        await using var process = deployment.Start();
        var request = await process.SubmitAsync(RequestKind.Deletion, "user_id", "3");
        if (step is not null)
        {
            var record = Path.Combine(deployment.StateDirectory, ObjectNames.Request(request.Id));
            process.Faults.OnEffect = (_, _) =>
            {
                if (File.ReadAllText(record).Contains($"\"name\":\"{step}", StringComparison.Ordinal))
                {
                    process.Faults.CrashBefore(1);
                }
            };
            await process.DeliverAllAsync();
            Assert.True(process.Faults.Crashed);
            deployment.Clock.Advance(TimeSpan.FromMinutes(10));
        }

        return request;
    }

    private static void Copy(string from, string to)
    {
        // The store's own folder holds locks only.
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories).Where(f => !f.Contains("~store", StringComparison.Ordinal)))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
