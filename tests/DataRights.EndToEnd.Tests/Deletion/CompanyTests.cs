using DataRights.EndToEnd.Tests.Sample;
using DataRights.Ledger;
using DataRights.Mapping;
using DataRights.Queueing;
using DataRights.Requests;
using DataRights.Samples.PythonPro;
using Xunit;

namespace DataRights.EndToEnd.Tests.Deletion;

/// <summary>A deletion is done once, whoever else is at work on it or on its subject.</summary>
public sealed class CompanyTests(SampleTemplate template) : DeletionTestBase(template, SourceKind.Sqlite)
{
    [Fact]
    public async Task Duplicated_and_stale_messages_change_nothing()
    {
        await using var deployment = await DeployAsync();
        await using var process = deployment.Start();
        var request = await process.SubmitAsync(RequestKind.Deletion, "user_id", Id(PythonProPeople.ScriptTag));
        var queued = await process.ReadAsync(request.Id);
        var runner = process.Get<RequestRunner>();
        var message = new QueueMessage(request.Id, queued.Version);
        await Task.WhenAll(runner.RunAsync(message, 1, Token), runner.RunAsync(message, 1, Token), process.DeliverAsync());
        await process.RunUntilQuietAsync();

        var record = await process.ReadAsync(request.Id);
        AssertCompleted(record);
        var chain = await process.Get<ILedger>().ReadAsync(record.LedgerReference, Token);
        Assert.Single(chain, e => e.Code == LedgerCodes.Started);
        Assert.Single(chain, e => e.Code == LedgerCodes.Erased);

        var after = await StateAsync(deployment);
        Assert.Equal(Settlement.Complete, await runner.RunAsync(message, 2, Token));
        Assert.Equal(Settlement.Complete, await runner.RunAsync(message with { Version = 99 }, 1, Token));
        Assert.Equal(record, await process.ReadAsync(request.Id), (a, b) => a!.Version == b!.Version && a.Ended == b.Ended && a.Steps.Count == b.Steps.Count);
        after.AssertEqual(await StateAsync(deployment));
    }

    [Fact]
    public async Task A_run_that_was_taken_for_dead_is_fenced_and_the_other_one_finishes()
    {
        await using var deployment = await DeployAsync();
        await using var slow = deployment.Start();
        var before = await StateAsync(deployment);
        var request = await slow.SubmitAsync(RequestKind.Deletion, "user_id", Id(PythonProPeople.ScriptTag));
        var message = new QueueMessage(request.Id, (await slow.ReadAsync(request.Id)).Version);
        var captured = new TaskCompletionSource();
        using var go = new ManualResetEventSlim();
        slow.Faults.OnEffect = (_, name) =>
        {
            if (name.StartsWith(Storage.ObjectNames.Work, StringComparison.Ordinal) && captured.TrySetResult())
            {
                go.Wait(Token);
            }
        };
        var first = Task.Run(() => slow.Get<RequestRunner>().RunAsync(message, 1, Token), Token);
        await captured.Task;

        // Its host sleeps: no heartbeat. Another process takes over and finishes.
        await using var second = deployment.Start();
        second.Faults.OnEffect = null;
        await Task.Run(() => TakeOverAsync(deployment, second, message), Token);
        go.Set();
        Assert.Equal(Settlement.Complete, await first);

        await second.RunUntilQuietAsync();
        var record = await second.ReadAsync(request.Id);
        AssertCompleted(record);
        var after = await StateAsync(deployment);
        ExpectedDeletion.Settled(ExpectedDeletion.OfAccount(before, PythonProPeople.ScriptTag)).AssertEqual(ExpectedDeletion.Settled(after));
        Assert.Single(await ObjectsAsync(second, Storage.ObjectNames.Receipts));
    }

    [Fact]
    public async Task A_deletion_in_grace_waits_and_can_be_cancelled()
    {
        await using var deployment = await DeployAsync();
        await using var process = deployment.Start();
        var before = await StateAsync(deployment);
        var request = await process.SubmitAsync(RequestKind.Deletion, "user_id", Id(PythonProPeople.ScriptTag), waiveGrace: false);
        deployment.Clock.Advance(TimeSpan.FromDays(6));
        await process.DeliverAllAsync();
        before.AssertEqual(await StateAsync(deployment));
        await process.Requests.CancelAsync(request.Id, Token);
        deployment.Clock.Advance(TimeSpan.FromDays(30));
        await process.RunUntilQuietAsync();

        Assert.Equal(RequestStatus.Cancelled, (await process.ReadAsync(request.Id)).Status);
        before.AssertEqual(await StateAsync(deployment));
        await AssertCleanedUpAsync(process);
    }

    [Fact]
    public async Task An_export_and_a_deletion_of_one_person_never_overlap()
    {
        await using var deployment = await DeployAsync();
        await using var process = deployment.Start();
        var export = await process.SubmitAsync(RequestKind.Access, "user_id", Id(PythonProPeople.ScriptTag));
        var deletion = await process.SubmitAsync(RequestKind.Deletion, "user_id", Id(PythonProPeople.ScriptTag));
        var runner = process.Get<RequestRunner>();
        await Task.WhenAll(
            runner.RunAsync(new QueueMessage(export.Id, (await process.ReadAsync(export.Id)).Version), 1, Token),
            runner.RunAsync(new QueueMessage(deletion.Id, (await process.ReadAsync(deletion.Id)).Version), 1, Token));
        await process.RunUntilQuietAsync();

        var records = (Export: await process.ReadAsync(export.Id), Deletion: await process.ReadAsync(deletion.Id));
        AssertCompleted(records.Export);
        AssertCompleted(records.Deletion);
        var told = await process.Get<ILedger>().ReadAsync(records.Deletion.LedgerReference, Token);
        var archive = records.Export.Archive;

        // Either the export came first, whole, and its archive went with the person; or it came last and found nothing.
        Assert.True(archive is null or { Destroyed: not null } || told.Single(e => e.Code == LedgerCodes.Erased).At <= records.Export.Ended);
    }

    [Fact]
    public async Task Who_is_not_there_gets_an_empty_completion()
    {
        await using var deployment = await DeployAsync();
        await using var process = deployment.Start();
        var before = await StateAsync(deployment);
        var record = await DeleteAsync(process, "user_id", "999999");
        AssertCompleted(record);
        Assert.Equal("subject-not-found", record.Outcome);
        before.AssertEqual(await StateAsync(deployment));
    }

    private static async Task TakeOverAsync(Running.Deployment deployment, Running.EngineProcess process, QueueMessage message)
    {
        deployment.Clock.SetUtcNow(deployment.Clock.GetUtcNow().AddMinutes(3));
        await process.Get<RequestRunner>().RunAsync(message, 2, Token);
    }
}
