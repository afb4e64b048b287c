using Azure.Messaging.ServiceBus;
using DataRights.EndToEnd.Tests.Sample;
using DataRights.Functions.Tests.EndToEnd.Hosting;
using DataRights.Functions.Tests.EndToEnd.World;
using DataRights.Functions.Tests.Fakes;
using DataRights.Requests;
using DataRights.Samples.PythonPro;

namespace DataRights.Functions.Tests.EndToEnd;

/// <summary>A deletion that a page queues by itself, from the sealed message to the receipt.</summary>
public sealed class DeletionTests(SampleTemplate template)
{
    [Fact]
    public async Task A_queued_deletion_is_done_after_its_grace_and_takes_that_persons_data_and_no_other()
    {
        await using var stage = await Stage.OpenAsync(template, [PythonProPeople.Ordinary, PythonProPeople.Moderator]);
        var before = await stage.Cloud.ReadSampleAsync(Head.Token);
        var message = await Intake.MakeAsync(stage, "deletion", PythonProPeople.Ordinary, "order-1");
        stage.Cloud.Broker.Send("requests", new ServiceBusMessage(message) { MessageId = "m-1" });

        await stage.DeliverAllAsync();
        var request = Assert.Single(await stage.AllAsync());
        Assert.Equal((RequestStatus.Scheduled, "order-1"), (request.Status, request.ClientReference));
        stage.Cloud.Clock.Advance(TimeSpan.FromDays(6));
        await stage.DeliverAllAsync();
        await stage.KeepHouseAsync();
        before.AssertEqual(await stage.Cloud.ReadSampleAsync(Head.Token));

        await stage.RunUntilQuietAsync();
        var status = await stage.GetAsync($"api/requests/{request.Id}", stage.Cloud.Callers.Reader);
        Assert.Equal(("completed", "deleted"), ((string)status.Json["status"]!, (string)status.Json["outcome"]!));
        var receipt = await stage.GetAsync($"api/requests/{request.Id}/receipt", stage.Cloud.Callers.Reader);
        Assert.Equal(200, receipt.Status);
        Assert.NotEmpty(receipt.Body);
        Assert.Equal(401, (await stage.GetAsync($"api/requests/{request.Id}/receipt", bearer: null)).Status);
        ExpectedDeletion.Settled(ExpectedDeletion.OfAccount(before, PythonProPeople.Ordinary)).AssertEqual(await stage.Cloud.ReadSampleAsync(Head.Token));
        await Soundness.AssertAsync(stage);
    }
}
