using DataRights.EndToEnd.Tests.Sample;
using DataRights.Functions.Tests.EndToEnd.Broker;
using DataRights.Functions.Tests.EndToEnd.Hosting;
using DataRights.Functions.Tests.EndToEnd.World;
using DataRights.Functions.Tests.Fakes;
using DataRights.Requests;
using DataRights.Samples.PythonPro;

namespace DataRights.Functions.Tests.EndToEnd;

/// <summary>A message whose machine dies each time it is delivered.</summary>
public sealed class DeadLetterTests(SampleTemplate template)
{
    /// <summary>Effects of a run before any that brings an export forward.</summary>
    private const int MostOfAnExport = 3;

    [Theory]
    [InlineData("access", "export-jobs", false)]
    [InlineData("access", "export-jobs", true)]
    [InlineData("deletion", "deletion-jobs", true)]
    public async Task A_message_that_kills_its_machine_fails_the_request_visibly_and_a_retry_does_it(string kind, string queue, bool isWithin)
    {
        await using var stage = await Stage.OpenAsync(template, [PythonProPeople.Ordinary]);
        var before = await stage.Cloud.ReadSampleAsync(Head.Token);
        var submitted = await stage.SubmitAsync(kind, PythonProPeople.Ordinary, "killed");
        if (kind == "deletion")
        {
            stage.Cloud.Clock.Advance(TimeSpan.FromDays(7));
        }

        for (var delivery = 0; delivery < Broker.Broker.MostDeliveries; delivery++)
        {
            // Later at each delivery, so that some work is done and found again; but an export goes on where it stopped, and would come to its end.
            var deadly = kind == "deletion" ? delivery + 1 : Math.Min(delivery + 1, MostOfAnExport);
            Assert.True(await stage.DeliverAsync(queue, isWithin ? Fate.DiesWithin : Fate.DiesBefore, deadly));
            await stage.RestartAsync();
            stage.Cloud.Clock.Advance(Broker.Broker.LockDuration);
        }

        Assert.False(await stage.DeliverAsync(queue, Fate.Well));
        Assert.Equal(1, stage.Cloud.Broker.Count(queue + Broker.Broker.DeadLetters));
        Assert.True(await stage.DeliverAsync(queue + Broker.Broker.DeadLetters, Fate.Well));
        Assert.Equal(0, stage.Cloud.Broker.Count(queue + Broker.Broker.DeadLetters));

        var path = $"api/requests/{submitted.Id}";
        var failed = await stage.GetAsync(path, stage.Cloud.Callers.Reader);
        Assert.Equal(("failed", "dead-lettered"), ((string)failed.Json["status"]!, (string)failed.Json["outcome"]!));
        Assert.NotEmpty(failed.Json["findings"]!);
        Assert.Equal(403, (await stage.CallAsync("POST", path + "/retry", stage.Cloud.Callers.Reader)).Status);
        var retried = await stage.CallAsync("POST", path + "/retry", stage.Cloud.Callers.Operator);
        Assert.True(retried.Status is 200 or 202, retried.ToString());
        await stage.RunUntilQuietAsync();

        Assert.Equal(RequestStatus.Completed, (await stage.ReadAsync(submitted.Id)).Status);
        var expected = kind == "deletion" ? ExpectedDeletion.Settled(ExpectedDeletion.OfAccount(before, PythonProPeople.Ordinary)) : before;
        expected.AssertEqual(await stage.Cloud.ReadSampleAsync(Head.Token));
        Assert.Equal(1, stage.Cloud.Broker.DeadLettered);
        await Soundness.AssertAsync(stage);
    }
}
