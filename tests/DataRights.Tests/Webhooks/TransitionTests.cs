using System.Text;
using DataRights.Requests;
using DataRights.Storage;
using DataRights.Tests.Requests;
using Newtonsoft.Json.Linq;
using Xunit;

namespace DataRights.Tests.Webhooks;

public sealed class TransitionTests
{
    private readonly WebhookScene scene = new();

    [Fact]
    public async Task Slices_tries_and_restarts_between_start_and_end_are_no_transitions()
    {
        var id = await scene.SubmitAsync();
        var turn = 0;
        var job = new TestJob((run, ct) => turn++ switch
        {
            0 => Task.FromResult(JobResult.Continue),
            1 => throw new TimeoutException(),
            _ => TestJob.OneStepAsync(run, ct),
        });
        await scene.RunUntilQuietAsync(job);

        Assert.Equal(3, job.Runs);
        Assert.Equal("1 Queued , 2 Running , 3 Completed done", await TransitionsAsync(id));
    }

    [Fact]
    public async Task A_failure_a_retry_and_what_comes_of_it_are_transitions_with_their_outcome()
    {
        var id = await scene.SubmitAsync();
        await scene.WorkAsync(new TestJob((_, _) => Task.FromResult(JobResult.Waiting("map-gap", ["Because."]))));
        await scene.World.Service().RetryAsync(id, WebhookScene.Token);
        await scene.WorkAsync(new TestJob((_, _) => Task.FromResult(JobResult.Failed("no-luck", ["Because."]))));

        Assert.Equal("1 Queued , 2 Running , 3 Waiting map-gap, 4 Queued , 5 Running , 6 Failed no-luck", await TransitionsAsync(id));
        var record = await scene.World.ReadAsync(id);
        Assert.Equal(("no-luck", record.Ended), (record.Outcome, record.Transitions[^1].At));
    }

    [Fact]
    public async Task A_deletion_is_scheduled_and_may_be_cancelled()
    {
        var id = await scene.SubmitAsync(RequestKind.Deletion);
        await scene.World.Service().CancelAsync(id, WebhookScene.Token);

        Assert.Equal("1 Scheduled , 2 Cancelled cancelled", await TransitionsAsync(id));
    }

    [Fact]
    public async Task A_request_for_nobody_has_one_transition()
    {
        var id = await scene.SubmitAsync(user: "3");

        Assert.Equal("1 Completed subject-not-found", await TransitionsAsync(id));
    }

    [Fact]
    public async Task A_record_of_an_earlier_version_is_read_and_goes_on_from_there_unannounced()
    {
        var id = await scene.SubmitAsync();
        var name = ObjectNames.Request(id);
        var json = JObject.Parse(Encoding.UTF8.GetString(scene.World.Objects.Bytes(name)!));
        Assert.True(json.Remove("transitions") && json.Remove("announced") && json.Remove("clientReference"));
        await scene.World.Objects.TryWriteAsync(name, Encoding.UTF8.GetBytes(json.ToString()), WriteCondition.None, WebhookScene.Token);
        await scene.World.Objects.DeleteAsync(ObjectNames.Webhook(id), WriteCondition.None, WebhookScene.Token);
        await scene.LoseAsync();

        await scene.WorkAsync();
        await scene.World.Housekeeping().RunAsync(WebhookScene.Token);

        Assert.Equal("1 Running , 2 Completed done", await TransitionsAsync(id));
        Assert.Null(scene.State(id));
        Assert.Equal(0, await scene.SendAsync());
    }

    private async Task<string> TransitionsAsync(string id) =>
        string.Join(", ", (await scene.World.ReadAsync(id)).Transitions.Select(t => FormattableString.Invariant($"{t.Seq} {t.Status} {t.Outcome}")));
}
