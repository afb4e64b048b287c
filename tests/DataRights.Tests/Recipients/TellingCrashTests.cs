using DataRights.Ledger;
using DataRights.Queueing;
using DataRights.Recipients;
using DataRights.Requests;
using DataRights.Storage;
using DataRights.Tests.Requests;
using Xunit;

namespace DataRights.Tests.Recipients;

/// <summary>Stops the process after each single write, message and call in turn; a fresh one must come to the same end.</summary>
public sealed class TellingCrashTests
{
    [Theory]
    [InlineData(0, RecipientVerdict.Confirmed)]
    [InlineData(2, RecipientVerdict.Confirmed)]
    [InlineData(0, RecipientVerdict.Refused)]
    public async Task A_process_stopped_anywhere_tells_at_least_once_with_one_key_and_never_after_the_end(int failuresFirst, RecipientVerdict verdict)
    {
        var stops = 0;
        for (var effects = 0; ; effects++)
        {
            var (scene, crash, failures) = (new RecipientScene(), new CrashPoint(effects), failuresFirst);
            string? recorded = null;
            scene.Recipient.Script = call =>
            {
                Assert.Null(recorded);
                return failures-- > 0 ? ScriptedRecipient.Broken : new(verdict, "http-200");
            };
            await LiveAsync(scene, crash);
            if (!crash.Reached)
            {
                break;
            }

            stops++;
            var request = await scene.SubmitAsync();
            if (scene.World.Objects.Bytes(ObjectNames.Recipient(request.Id, "billing")) is not null && !scene.State(request.Id).IsOpen)
            {
                recorded = $"stopped after effect {effects}";
            }

            await scene.PassAsync(TimeSpan.FromDays(4));

            Assert.Equal(RequestStatus.Completed, (await scene.World.ReadAsync(request.Id)).Status);
            Assert.Equal($"{request.Id}/billing", Assert.Single(scene.Recipient.Told.Select(t => t.Call.Key).Distinct()));
            Assert.Equal(verdict == RecipientVerdict.Confirmed ? "confirmed" : "refused", Assert.Single(scene.Receipts[request.Id]).Status);
            Assert.Equal(
                verdict == RecipientVerdict.Confirmed ? [LedgerCodes.RecipientTold, LedgerCodes.RecipientConfirmed] : [LedgerCodes.RecipientRefused],
                scene.Codes(request.Id));
            Assert.Null(scene.State(request.Id).Sealed);
        }

        Assert.True(stops > 15, $"It was stopped only {stops} times.");
    }

    [Fact]
    public async Task A_supplement_that_a_crash_swallowed_is_made_up_for()
    {
        for (var effects = 0; ; effects++)
        {
            var scene = new RecipientScene();
            scene.Recipient.Script = _ => ScriptedRecipient.Broken;
            var request = await scene.BeginAsync();
            await scene.PassAsync(TimeSpan.FromDays(4));
            Assert.Equal("outstanding", Assert.Single(scene.Receipts[request.Id]).Status);
            scene.Recipient.Script = _ => ScriptedRecipient.Deleted;
            var crash = new CrashPoint(effects);
            for (var turn = 0; turn < 4 && !crash.Reached; turn++)
            {
                scene.World.Clock.Advance(TimeSpan.FromHours(20));
                await DeliverAsync(scene, scene.Runner(crash), crash, QueueNames.Webhook);
            }

            var reached = crash.Reached;
            await scene.PassAsync(TimeSpan.FromDays(4));
            Assert.NotEmpty(scene.Supplements);
            Assert.All(scene.Supplements, facts => Assert.Equal("confirmed", Assert.Single(facts).Status));
            if (!reached)
            {
                Assert.Single(scene.Supplements);
                break;
            }
        }
    }

    private static async Task LiveAsync(RecipientScene scene, CrashPoint crash)
    {
        await Record.ExceptionAsync(() => scene.SubmitAsync(crash: crash));
        var (runner, caller) = (scene.Requests(crash), scene.Runner(crash));
        for (var turn = 0; turn < 8; turn++)
        {
            await DeliverAsync(scene, runner, crash, QueueNames.Deletion);
            await DeliverAsync(scene, caller, crash, QueueNames.Webhook);
            scene.World.Clock.Advance(TimeSpan.FromMinutes(40));
        }
    }

    private static async Task DeliverAsync(RecipientScene scene, IMessageHandler handler, CrashPoint crash, string queue)
    {
        if (!crash.Reached && await scene.World.Queue.TryReceiveAsync(queue, TimeSpan.FromSeconds(60), RecipientScene.Token) is { } message)
        {
            var settlement = await handler.RunAsync(message.Message, message.DeliveryCount, RecipientScene.Token);
            if (!crash.Reached)
            {
                _ = settlement.AbandonUntil is { } until
                    ? await scene.World.Queue.AbandonAsync(message, until, RecipientScene.Token)
                    : await scene.World.Queue.CompleteAsync(message, RecipientScene.Token);
            }
        }
    }
}
