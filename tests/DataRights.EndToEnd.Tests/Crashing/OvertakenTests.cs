using DataRights.EndToEnd.Tests.Deletion;
using DataRights.EndToEnd.Tests.Running;
using DataRights.EndToEnd.Tests.Sample;
using DataRights.Mapping;
using DataRights.Queueing;
using DataRights.Recipients;
using DataRights.Requests;
using Xunit;

namespace DataRights.EndToEnd.Tests.Crashing;

/// <summary>
/// Two executors on one request: one hangs before an effect until it counts as dead, another takes the request over and ends it, then the
/// first goes on. And messages that come twice, late and in another order.
/// </summary>
public abstract class OvertakenTests(SampleTemplate template, SourceKind kind) : DeletionTestBase(template, kind)
{
    private static readonly string[] Queues = [QueueNames.Deletion, QueueNames.Webhook];
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(30);

    [Fact]
    public Task An_executor_that_hung_at_some_effects_and_comes_back_changes_nothing() => MatrixAsync(Kind == SourceKind.Sqlite ? 2 : 1);

    [Fact]
    [Trait("run", "long")]
    public Task An_executor_that_hung_at_any_effect_and_comes_back_changes_nothing() => MatrixAsync(int.MaxValue);

    [Fact]
    [Trait("run", "long")]
    public async Task Messages_that_come_twice_and_in_another_order_change_nothing()
    {
        var undisturbed = await UndisturbedAsync();
        await using var deletion = await NewAsync();
        deletion.Deployment.TimeSlice = TimeSpan.FromMinutes(2);
        await using var process = deletion.Deployment.Start();
        var id = (await WholeDeletion.SubmitAsync(process)).Id;

        // Time passes with each write, so that the work is cut into many slices and messages.
        process.Faults.OnEffect = (_, _) => deletion.Deployment.Clock.Advance(TimeSpan.FromSeconds(5));
        var seen = new List<(string Queue, QueueMessage Message)>();
        var repeated = 0;
        for (var round = 0; round < 400 && (await process.ReadAsync(id)).IsOpen; round++)
        {
            while (await ReceiveAsync(process) is var (queue, received))
            {
                seen.Add((queue, received.Message));
                var settlement = await RunAsync(process, queue, received.Message);
                foreach (var (earlier, message) in seen.AsEnumerable().Reverse())
                {
                    await RunAsync(process, earlier, message);
                    repeated++;
                }

                _ = settlement.AbandonUntil is { } notBefore
                    ? await process.Get<IJobReceiver>().AbandonAsync(received, notBefore, Token)
                    : await process.Get<IJobReceiver>().CompleteAsync(received, Token);
            }

            Assert.Empty((await process.Get<Housekeeping>().RunAsync(Token)).Troubles);
            deletion.Deployment.Clock.Advance(TimeSpan.FromMinutes(10));
        }

        process.Faults.OnEffect = null;
        await process.RunUntilQuietAsync();
        Assert.True(seen.Count > 8 && repeated > 30, $"{seen.Count} messages, {repeated} repeated.");
        undisturbed.AssertEqual(await WholeEnding.ReadAsync(deletion, process, id), "With every message again and again.");
    }

    private async Task MatrixAsync(int atMost)
    {
        var undisturbed = await UndisturbedAsync();
        var effects = await HangAsync(undisturbed, int.MaxValue);
        Assert.True(effects > 60, $"Only {effects} effects.");
        var step = Math.Max(1, (effects + atMost - 1) / atMost);
        for (var n = 1 + (step / 2); n <= effects; n += step)
        {
            await HangAsync(undisturbed, n);
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"Overtaken at each {step}th of {effects} effects.");
    }

    /// <summary>Returns how many effects there were up to the end of the first delivery.</summary>
    private async Task<int> HangAsync(WholeEnding undisturbed, int effect)
    {
        await using var deletion = await NewAsync();
        await using var process = deletion.Deployment.Start();
        var id = (await WholeDeletion.SubmitAsync(process)).Id;
        deletion.Deployment.Clock.Advance(Grace);
        await using var hanging = deletion.Deployment.StartHanging();
        hanging.Faults.Revive();
        var (count, at) = (0, "");
        hanging.Faults.OnEffect = (operation, name) =>
        {
            if (Interlocked.Increment(ref count) == effect)
            {
                at = $"{operation} {name}";
                process.RunUntilQuietAsync().GetAwaiter().GetResult();
            }
        };
        await hanging.DeliverAsync();
        var effects = count;
        hanging.Faults.OnEffect = null;
        await process.RunUntilQuietAsync();
        undisturbed.AssertEqual(await WholeEnding.ReadAsync(deletion, process, id), $"Overtaken before effect {effect} ({at}).");
        return effects;
    }

    private async Task<WholeEnding> UndisturbedAsync()
    {
        await using var deletion = await NewAsync();
        await using var process = deletion.Deployment.Start();
        var id = (await WholeDeletion.SubmitAsync(process)).Id;
        await process.RunUntilQuietAsync();
        return await WholeEnding.ReadAsync(deletion, process, id);
    }

    private async Task<WholeDeletion> NewAsync() => new(await CopyAsync());

    private static async Task<(string Queue, ReceivedMessage Message)?> ReceiveAsync(EngineProcess process)
    {
        foreach (var queue in Queues)
        {
            if (await process.Get<IJobReceiver>().TryReceiveAsync(queue, TimeSpan.FromHours(1), Token) is { } message)
            {
                return (queue, message);
            }
        }

        return null;
    }

    private static Task<Settlement> RunAsync(EngineProcess process, string queue, QueueMessage message)
    {
        IMessageHandler handler = queue == QueueNames.Webhook ? process.Get<OutgoingRunner>() : process.Get<RequestRunner>();
        return handler.RunAsync(message, 1, Token);
    }
}

public sealed class SqliteOvertakenTests(SampleTemplate template) : OvertakenTests(template, SourceKind.Sqlite);

public sealed class PostgresOvertakenTests(SampleTemplate template) : OvertakenTests(template, SourceKind.Postgres);
