using DataRights.Queueing;
using Xunit;

namespace DataRights.Testing.Conformance;

/// <summary>
/// What every embedded queue must do. A subclass gives a queue on <see cref="Time"/> and, by <see cref="Reopen"/>, the
/// same queue as a new process would see it after the old one was killed.
/// </summary>
public abstract class JobQueueConformance
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    protected ManualTimeProvider Time { get; } = new();

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    protected abstract IJobQueue Sender { get; }

    protected abstract IJobReceiver Receiver { get; }

    [Fact]
    public async Task A_message_is_taken_once_and_completed()
    {
        await SendAsync("r1");
        var received = await ReceiveAsync();
        Assert.Equal(new QueueMessage("r1", 1), received!.Message);
        Assert.Equal(1, received.DeliveryCount);
        Assert.Null(await ReceiveAsync());
        Assert.True(await Receiver.CompleteAsync(received, Token));
        Assert.False(await Receiver.CompleteAsync(received, Token));
        Time.Advance(Minute * 10);
        Assert.Null(await ReceiveAsync());
    }

    [Fact]
    public async Task A_message_sent_again_while_it_waits_or_is_worked_on_is_one_message()
    {
        await SendAsync("r1");
        await SendAsync("r1", Time.GetUtcNow() + (Minute * 60));
        var received = await ReceiveAsync();
        await SendAsync("r1");
        Assert.Null(await ReceiveAsync());
        await Receiver.CompleteAsync(received!, Token);
        Assert.Null(await ReceiveAsync());
    }

    [Fact]
    public async Task A_completed_message_may_be_sent_again_and_another_version_is_another_message()
    {
        await SendAsync("r1");
        await Receiver.CompleteAsync((await ReceiveAsync())!, Token);
        await SendAsync("r1");
        await Sender.EnqueueAsync("q", new QueueMessage("r1", 2), null, Token);
        Assert.Equal(1, (await ReceiveAsync())!.Message.Version);
        Assert.Equal(2, (await ReceiveAsync())!.Message.Version);
    }

    [Fact]
    public async Task A_message_is_not_seen_before_its_time()
    {
        await SendAsync("r1", Time.GetUtcNow() + Minute);
        Assert.Null(await ReceiveAsync());
        Time.Advance(Minute - TimeSpan.FromTicks(1));
        Assert.Null(await ReceiveAsync());
        Time.Advance(TimeSpan.FromTicks(1));
        Assert.NotNull(await ReceiveAsync());
    }

    [Fact]
    public async Task Messages_come_in_the_order_in_which_they_become_visible()
    {
        await SendAsync("late", Time.GetUtcNow() + Minute);
        await SendAsync("b");
        Time.Advance(TimeSpan.FromSeconds(1));
        await SendAsync("a");
        Time.Advance(Minute);
        Assert.Equal("b", await NextIdAsync());
        Assert.Equal("a", await NextIdAsync());
        Assert.Equal("late", await NextIdAsync());
    }

    [Fact]
    public async Task A_message_whose_holder_dies_becomes_visible_again_and_counts_its_deliveries()
    {
        await SendAsync("r1");
        var dead = (await ReceiveAsync())!;
        Reopen();
        Assert.Null(await ReceiveAsync());
        Time.Advance(Minute);
        var again = (await ReceiveAsync())!;
        Assert.Equal(2, again.DeliveryCount);
        Assert.NotEqual(dead.LockToken, again.LockToken);
        Assert.False(await Receiver.CompleteAsync(dead, Token));
        Assert.False(await Receiver.AbandonAsync(dead, Time.GetUtcNow(), Token));
        Assert.Null(await Receiver.RenewAsync(dead, Minute, Token));
        Assert.True(await Receiver.CompleteAsync(again, Token));
    }

    [Fact]
    public async Task What_was_sent_survives_its_sender()
    {
        await SendAsync("r1");
        await SendAsync("r2", Time.GetUtcNow() + Minute);
        Reopen();
        Assert.Equal("r1", await NextIdAsync());
        Assert.Null(await ReceiveAsync());
        Time.Advance(Minute / 2);
        Reopen();
        Assert.Null(await ReceiveAsync());
        Time.Advance(Minute / 2);
        Reopen();
        var first = await NextIdAsync();
        var second = await NextIdAsync();
        Assert.Equal(["r1", "r2"], new List<string?> { first, second }.Order());
    }

    [Fact]
    public async Task An_abandoned_message_comes_back_when_told()
    {
        await SendAsync("r1");
        Assert.True(await Receiver.AbandonAsync((await ReceiveAsync())!, Time.GetUtcNow() + (Minute * 5), Token));
        Time.Advance(Minute * 4);
        Assert.Null(await ReceiveAsync());
        Time.Advance(Minute);
        Assert.Equal(2, (await ReceiveAsync())!.DeliveryCount);
    }

    [Fact]
    public async Task A_renewed_message_stays_hidden()
    {
        await SendAsync("r1");
        var received = (await ReceiveAsync())!;
        Time.Advance(Minute / 2);
        var renewed = await Receiver.RenewAsync(received, Minute * 2, Token);
        Time.Advance(Minute * 1.5);
        Assert.Null(await ReceiveAsync());
        Assert.True(await Receiver.CompleteAsync(renewed!, Token));
    }

    [Fact]
    public async Task Queues_do_not_mix()
    {
        await SendAsync("r1");
        Assert.Null(await Receiver.TryReceiveAsync("q2", Minute, Token));
        Assert.Null(await Receiver.TryReceiveAsync("q-poison", Minute, Token));
        Assert.NotNull(await ReceiveAsync());
    }

    [Fact]
    public async Task Many_receivers_take_every_message_exactly_once()
    {
        for (var i = 0; i < 60; i++)
        {
            await SendAsync($"r{i}");
        }

        var taken = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(async () =>
        {
            var mine = new List<string>();
            while (await ReceiveAsync() is { } received)
            {
                mine.Add(received.Message.RequestId);
                Assert.True(await Receiver.CompleteAsync(received, Token));
            }

            return mine;
        })));
        Assert.Equal(Enumerable.Range(0, 60).Select(i => $"r{i}").Order(), taken.SelectMany(t => t).Order());
    }

    [Fact]
    public async Task Waiting_ends_when_a_message_is_sent_when_one_becomes_visible_or_when_the_time_is_over()
    {
        await ReceiveAsync();
        var sent = Receiver.WaitAsync("q", Minute, Token);
        Assert.False(sent.IsCompleted);
        await SendAsync("soon", Time.GetUtcNow() + TimeSpan.FromSeconds(2));
        await sent;
        var visible = Receiver.WaitAsync("q", Minute, Token);
        Time.Advance(TimeSpan.FromSeconds(1));
        Assert.False(visible.IsCompleted);
        Time.Advance(TimeSpan.FromSeconds(1));
        await visible;
        await Receiver.CompleteAsync((await ReceiveAsync())!, Token);
        var over = Receiver.WaitAsync("q", TimeSpan.FromSeconds(1), Token);
        Assert.False(over.IsCompleted);
        Time.Advance(TimeSpan.FromSeconds(1));
        await over;
    }

    [Fact]
    public async Task Waiting_can_be_cancelled()
    {
        await ReceiveAsync();
        using var source = new CancellationTokenSource();
        var waiting = Receiver.WaitAsync("q", Minute, source.Token);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("a:b")]
    [InlineData("person@example.org")]
    public async Task An_illegal_request_id_is_an_argument_error(string id)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => SendAsync(id));
        await Assert.ThrowsAsync<ArgumentException>(() => Receiver.TryReceiveAsync(id, Minute, Token));
    }

    /// <summary>Forgets everything that is held in memory.</summary>
    protected abstract void Reopen();

    protected Task SendAsync(string id, DateTimeOffset? notBefore = null) => Sender.EnqueueAsync("q", new QueueMessage(id, 1), notBefore, Token);

    protected Task<ReceivedMessage?> ReceiveAsync() => Receiver.TryReceiveAsync("q", Minute, Token);

    private async Task<string?> NextIdAsync() => (await ReceiveAsync())?.Message.RequestId;
}
