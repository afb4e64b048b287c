using Azure.Messaging.ServiceBus;
using DataRights.EndToEnd.Tests.Sample;
using DataRights.Functions.Tests.EndToEnd.Hosting;
using DataRights.Functions.Tests.EndToEnd.World;
using DataRights.Functions.Tests.Fakes;
using DataRights.Requests;
using DataRights.Samples.PythonPro;

namespace DataRights.Functions.Tests.EndToEnd;

/// <summary>Messages that nobody of ours sent.</summary>
public sealed class PoisonTests(SampleTemplate template)
{
    [Fact]
    public async Task Poisoned_messages_on_every_queue_are_completed_and_what_is_in_them_goes_nowhere()
    {
        await using var stage = await Stage.OpenAsync(template, []);
        var before = await stage.Cloud.ReadSampleAsync(Head.Token);
        var queues = stage.App.Queues.Queues.ToList();
        Assert.Equal(8, queues.Count);
        var sent = 0;
        foreach (var queue in queues)
        {
            foreach (var message in Poison(stage))
            {
                stage.Cloud.Broker.SendForeign(queue, message);
                sent++;
            }
        }

        await stage.DeliverAllAsync();

        Assert.All(queues, queue => Assert.Equal(0, stage.Cloud.Broker.Count(queue)));
        Assert.Equal(0, stage.Cloud.Broker.DeadLettered);
        Assert.Empty(stage.Cloud.Broker.History);
        Assert.Equal(sent, stage.Cloud.Log.Lines.Count(l => l.StartsWith("Error", StringComparison.Ordinal)));
        Assert.Empty(await stage.AllAsync());
        before.AssertEqual(await stage.Cloud.ReadSampleAsync(Head.Token));

        // The head works on as if nothing had been.
        var export = await stage.SubmitAsync("access", PythonProPeople.Ordinary, "after-poison");
        await stage.RunUntilQuietAsync();
        Assert.Equal(RequestStatus.Completed, (await stage.ReadAsync(export.Id)).Status);
        await Soundness.AssertAsync(stage);
    }

    private static IEnumerable<ServiceBusMessage> Poison(Stage stage)
    {
        foreach (var body in new Func<string, string>[]
        {
            canary => canary,
            canary => $$"""{"email":"{{canary}}"}""",
            canary => $$"""{"schema":9,"requestId":"{{canary}}","version":1}""",
            canary => $$"""{"schema":1,"requestId":"{{canary}}/../{{canary}}","version":"{{canary}}"}""",
            canary => $"{canary}.{canary}.{canary}.{canary}.{canary}",
            canary => "\0\ufffd" + canary + new string('x', 70_000),
            _ => "",
        })
        {
            var message = new ServiceBusMessage(body(stage.Cloud.Book.New("a poisoned body")))
            {
                MessageId = stage.Cloud.Book.New("a poisoned id"),
                Subject = stage.Cloud.Book.New("a poisoned subject"),
            };
            message.ApplicationProperties["originalId"] = stage.Cloud.Book.New("a poisoned property");
            message.ApplicationProperties["DeadLetterReason"] = stage.Cloud.Book.New("a poisoned reason");
            yield return message;
        }
    }
}
