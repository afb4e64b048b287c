using System.Text;
using DataRights.Queueing;
using DataRights.Storage;
using DataRights.Storage.Local;
using DataRights.Testing;
using DataRights.Testing.Conformance;
using DataRights.Testing.Fakes;
using DataRights.Testing.Servers;
using Xunit;

namespace DataRights.Tests.Queueing;

/// <summary>The queue over the local store: the conformance suite, poison, crashes, other processes, volume.</summary>
public sealed class StoreQueueTests : JobQueueConformance, IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly LocalObjectStore _local;
    private readonly FaultInjectingObjectStore _faults;
    private readonly ListLogger<StoreQueue> _log = new();
    private StoreQueue _queue;

    public StoreQueueTests()
    {
        _local = new LocalObjectStore(_directory.Path, Time);
        _faults = new FaultInjectingObjectStore(_local);
        _queue = NewQueue();
    }

    protected override IJobQueue Sender => _queue;

    protected override IJobReceiver Receiver => _queue;

    public void Dispose()
    {
        _queue.Dispose();
        _local.Dispose();
        _directory.Dispose();
    }

    [Theory]
    [InlineData("not json canary-7", "malformed")]
    [InlineData("", "malformed")]
    [InlineData("null", "malformed")]
    [InlineData("[]", "malformed")]
    [InlineData("{\"schema\":1,\"requestId\":\"bad\"}", "malformed")]
    [InlineData("{\"schema\":1,\"requestId\":\"bad\",\"version\":1,\"visibleAt\":\"2026-01-01T00:00:00Z\",\"deliveryCount\":0,\"canary-7\":1}", "malformed")]
    [InlineData("{\"schema\":1,\"requestId\":\"bad\",\"version\":1,\"visibleAt\":\"canary-7\",\"deliveryCount\":0}", "malformed")]
    [InlineData("{\"schema\":2,\"requestId\":\"bad\",\"else\":\"canary-7\"}", "schema-unknown")]
    [InlineData("{\"schema\":1,\"requestId\":\"canary-7\",\"version\":1,\"visibleAt\":\"2026-01-01T00:00:00Z\",\"deliveryCount\":0}", "misplaced")]
    [InlineData("\u0001\ud83d canary-7", "malformed")]
    public async Task What_is_no_message_is_set_aside_whole_and_blocks_nobody(string content, string code)
    {
        await WriteAsync("queues/q/bad_1.json", content);
        await SendAsync("good");
        Assert.Equal("good", (await ReceiveAsync())!.Message.RequestId);
        Assert.Null(await _local.ReadAsync("queues/q/bad_1.json", Token));
        var poison = Assert.Single(await ListAsync("queues/q-poison/"));
        Assert.Equal(Encoding.UTF8.GetBytes(content), (await _local.ReadAsync(poison.Name, Token))!.Content.ToArray());
        var line = Assert.Single(_log.Lines);
        Assert.Contains("bad_1", line, StringComparison.Ordinal);
        Assert.Contains(code, line, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_spoilt_while_it_is_held_is_set_aside()
    {
        await SendAsync("r1");
        var received = (await ReceiveAsync())!;
        await WriteAsync("queues/q/r1_1.json", "spoilt");
        Assert.False(await _queue.CompleteAsync(received, Token));
        Assert.Single(await ListAsync("queues/q-poison/"));
    }

    [Fact]
    public async Task A_message_sent_by_another_process_is_seen_within_five_seconds()
    {
        Assert.Null(await ReceiveAsync());
        using (var other = NewQueue())
        {
            await other.EnqueueAsync("q", new QueueMessage("r1", 1), null, Token);
        }

        var waiting = _queue.WaitAsync("q", TimeSpan.FromHours(1), Token);
        Time.Advance(TimeSpan.FromSeconds(5));
        await waiting;
        Assert.Equal("r1", (await ReceiveAsync())!.Message.RequestId);
    }

    [Fact]
    public async Task A_message_taken_or_completed_by_another_process_is_not_taken_again()
    {
        using var other = NewQueue();
        await SendAsync("r1");
        await SendAsync("r2");
        var first = (await other.TryReceiveAsync("q", TimeSpan.FromHours(1), Token))!;
        await other.CompleteAsync(first, Token);
        await other.TryReceiveAsync("q", TimeSpan.FromHours(1), Token);
        Assert.Null(await ReceiveAsync());
    }

    [Fact]
    public async Task Whatever_effect_a_crash_hits_the_message_is_worked_on_again_and_then_gone()
    {
        var crashes = 0;
        foreach (var after in new[] { false, true })
        {
            for (var n = 1; ; n++)
            {
                await _local.DeleteAsync("queues/q/r1_1.json", WriteCondition.None, Token);
                Reopen();
                (after ? (Action<int>)_faults.CrashAfter : _faults.CrashBefore)(n);
                if (!await DiesAsync(WorkAsync))
                {
                    break;
                }

                crashes++;
                _faults.Revive();
                Reopen();
                await SendAsync("r1");
                Time.Advance(TimeSpan.FromMinutes(1));
                await WorkAsync();
                Assert.Empty(await ListAsync("queues/"));
            }

            _faults.Revive();
        }

        Assert.Equal(6, crashes);
    }

    [Fact]
    public async Task A_transient_failure_of_the_store_loses_no_message()
    {
        await SendAsync("r1");
        _faults.FailBefore(1);
        await Assert.ThrowsAsync<StoreException>(ReceiveAsync);
        Assert.NotNull(await ReceiveAsync());
    }

    [Fact]
    [Trait("run", "long")]
    public async Task Ten_thousand_waiting_messages_are_each_taken_once()
    {
        const int count = 10_000;
        await Parallel.ForEachAsync(Enumerable.Range(0, count), Token, async (i, token) =>
            await _queue.EnqueueAsync("q", new QueueMessage($"r{i:D5}", 1), null, token));
        Reopen();
        var reads = 0;
        var seen = new HashSet<string>();
        while (await ReceiveAsync() is { } received)
        {
            Assert.True(seen.Add(received.Message.RequestId));
            Assert.True(await _queue.CompleteAsync(received, Token));
            reads++;
        }

        Assert.Equal(count, reads);
    }

    protected override void Reopen()
    {
        _queue.Dispose();
        _queue = NewQueue();
    }

    private static async Task<bool> DiesAsync(Func<Task> work)
    {
        try
        {
            await work();
            return false;
        }
        catch (SimulatedCrashException)
        {
            return true;
        }
    }

    private StoreQueue NewQueue() => new(_faults, Time, _log);

    private async Task WorkAsync()
    {
        await SendAsync("r1");
        while (await ReceiveAsync() is { } received)
        {
            Assert.True(await _queue.CompleteAsync(received, Token));
        }
    }

    private async Task WriteAsync(string name, string content) =>
        Assert.NotNull(await _local.TryWriteAsync(name, Encoding.UTF8.GetBytes(content), WriteCondition.None, Token));

    private async Task<List<ObjectEntry>> ListAsync(string prefix)
    {
        var entries = new List<ObjectEntry>();
        await foreach (var entry in _local.ListAsync(prefix, Token))
        {
            entries.Add(entry);
        }

        return entries;
    }
}
