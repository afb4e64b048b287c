using DataRights.Azure.Storage;
using DataRights.EndToEnd.Tests.Sample;
using DataRights.Functions.Tests.EndToEnd.Hosting;
using DataRights.Functions.Tests.EndToEnd.World;
using DataRights.Functions.Tests.Fakes;
using DataRights.Requests;
using DataRights.Samples.PythonPro;
using DataRights.Testing.Faults;

namespace DataRights.Functions.Tests.EndToEnd;

/// <summary>Blob Storage or Service Bus are down for a while.</summary>
public sealed class OutageTests(SampleTemplate template)
{
    private const int AllOfThem = 1_000_000;

    [Fact]
    public async Task While_the_object_store_is_down_messages_come_back_later_and_later_and_afterwards_everything_is_done_once()
    {
        await using var stage = await Stage.OpenAsync(template, [PythonProPeople.Ordinary, PythonProPeople.ScriptTag]);
        await using var proxy = new HttpFaultProxy(stage.Cloud.AzuritePort);
        var through = stage.Cloud.StorageConnection.Replace($":{stage.Cloud.AzuritePort}/", $":{proxy.Port}/", StringComparison.Ordinal);
        stage.OpenStore = () => stage.Cloud.OpenState(new BlobStoreOptions { ConnectionString = through, MaxTries = 1 });
        await stage.RestartAsync();
        var before = await stage.Cloud.ReadSampleAsync(Head.Token);
        var export = await stage.SubmitAsync("access", PythonProPeople.Ordinary, "export-1");
        var deletion = await stage.SubmitAsync("deletion", PythonProPeople.ScriptTag, "deletion-1");
        stage.Cloud.Clock.Advance(TimeSpan.FromDays(7));

        proxy.Schedule.Strike(Fault.Answer503, request: 1, AllOfThem);
        Assert.Equal(503, (await stage.SubmitAsync("access", PythonProPeople.ScriptTag, "export-2")).Status);
        await SitOutAsync(stage, TimeSpan.FromHours(3));

        // From half a minute to an hour, doubled each time: so many copies fit into three hours, and no more.
        Assert.InRange(Enumerable.Range(1, 50).Count(n => stage.Cloud.Broker.History.Any(m => m.Contains($"try={n}\n", StringComparison.Ordinal))), 6, 14);
        Assert.Equal(0, stage.Cloud.Broker.DeadLettered);
        Assert.False(await stage.KeepHouseAsync());
        proxy.Schedule.Rest();

        await stage.RunUntilQuietAsync();
        Assert.Equal(2, (await stage.AllAsync()).Count);
        Assert.Equal(RequestStatus.Completed, (await stage.ReadAsync(export.Id)).Status);
        Assert.Equal(RequestStatus.Completed, (await stage.ReadAsync(deletion.Id)).Status);
        ExpectedDeletion.Settled(ExpectedDeletion.OfAccount(before, PythonProPeople.ScriptTag)).AssertEqual(await stage.Cloud.ReadSampleAsync(Head.Token));
        await Soundness.AssertAsync(stage);
    }

    [Fact]
    public async Task While_the_broker_is_down_requests_are_written_down_and_housekeeping_sends_their_messages_afterwards()
    {
        await using var stage = await Stage.OpenAsync(template, [PythonProPeople.Ordinary]);
        stage.Cloud.Broker.IsDown = true;
        var refused = await stage.SubmitAsync("access", PythonProPeople.Ordinary, "export-1");
        Assert.Equal(503, refused.Status);
        Assert.True(stage.Cloud.Broker.Refused > 0);
        var request = Assert.Single(await stage.AllAsync());

        stage.Cloud.Clock.Advance(TimeSpan.FromMinutes(30));
        await stage.KeepHouseAsync();
        Assert.False(await stage.DeliverAllAsync());
        stage.Cloud.Broker.IsDown = false;

        // The caller repeats the call, as it was told to: the request is there.
        var repeated = await stage.SubmitAsync("access", PythonProPeople.Ordinary, "export-1");
        Assert.Equal((200, request.Id), (repeated.Status, repeated.Id));
        await stage.RunUntilQuietAsync();
        Assert.Equal(RequestStatus.Completed, Assert.Single(await stage.AllAsync()).Status);
        await Soundness.AssertAsync(stage);
    }

    private static async Task SitOutAsync(Stage stage, TimeSpan time)
    {
        var clock = stage.Cloud.Clock;
        var end = clock.GetUtcNow() + time;
        await stage.DeliverAllAsync();
        while (stage.Cloud.Broker.NextDue is { } due && due < end)
        {
            clock.SetUtcNow(due);
            await stage.DeliverAllAsync();
        }
    }
}
