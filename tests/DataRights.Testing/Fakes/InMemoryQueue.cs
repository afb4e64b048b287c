using DataRights.Queueing;

namespace DataRights.Testing.Fakes;

/// <summary>A queue that lives as long as the test: visibility, delivery count, not-before, and duplicates of waiting messages swallowed.</summary>
public sealed class InMemoryQueue(TimeProvider clock) : IJobQueue, IJobReceiver
{
    private readonly Lock gate = new();
    private readonly List<Item> items = [];

    public IReadOnlyList<QueueMessage> Waiting
    {
        get
        {
            lock (gate)
            {
                return [.. items.Select(i => i.Message)];
            }
        }
    }

    /// <summary>When the next message becomes visible; null when the queues are empty.</summary>
    public DateTimeOffset? NextVisible
    {
        get
        {
            lock (gate)
            {
                return items.Count == 0 ? null : items.Min(i => i.Visible);
            }
        }
    }

    public Task EnqueueAsync(string queue, QueueMessage message, DateTimeOffset? notBefore, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (!items.Any(i => i.Queue == queue && i.Message == message))
            {
                items.Add(new Item(queue, message) { Visible = notBefore ?? clock.GetUtcNow() });
            }
        }

        return Task.CompletedTask;
    }

    public Task<ReceivedMessage?> TryReceiveAsync(string queue, TimeSpan visibility, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            var item = items.Where(i => i.Queue == queue && i.Visible <= clock.GetUtcNow()).MinBy(i => i.Visible);
            return Task.FromResult(item is null ? null : Hide(item, visibility, item.Deliveries + 1));
        }
    }

    public Task<bool> CompleteAsync(ReceivedMessage message, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            return Task.FromResult(Locked(message) is { } item && items.Remove(item));
        }
    }

    public Task<bool> AbandonAsync(ReceivedMessage message, DateTimeOffset notBefore, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (Locked(message) is not { } item)
            {
                return Task.FromResult(false);
            }

            item.Visible = notBefore;
            item.Lock = "";
            return Task.FromResult(true);
        }
    }

    public Task<ReceivedMessage?> RenewAsync(ReceivedMessage message, TimeSpan visibility, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            return Task.FromResult(Locked(message) is { } item ? Hide(item, visibility, item.Deliveries) : null);
        }
    }

    public async Task WaitAsync(string queue, TimeSpan atMost, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await Task.Yield();
    }

    private Item? Locked(ReceivedMessage message) => items.FirstOrDefault(i => i.Lock == message.LockToken && i.Lock.Length > 0);

    private ReceivedMessage Hide(Item item, TimeSpan visibility, int deliveries)
    {
        item.Visible = clock.GetUtcNow() + visibility;
        item.Deliveries = deliveries;
        item.Lock = Guid.NewGuid().ToString();
        return new ReceivedMessage(item.Queue, item.Message, deliveries, item.Lock);
    }

    private sealed class Item(string queue, QueueMessage message)
    {
        public string Queue { get; } = queue;

        public QueueMessage Message { get; } = message;

        public DateTimeOffset Visible { get; set; }

        public int Deliveries { get; set; }

        public string Lock { get; set; } = "";
    }
}
