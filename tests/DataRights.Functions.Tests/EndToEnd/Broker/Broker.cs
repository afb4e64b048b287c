using Azure.Messaging.ServiceBus;

namespace DataRights.Functions.Tests.EndToEnd.Broker;

/// <summary>
/// A Service Bus namespace in memory, with the rules of docs/decisions/service-bus.md: scheduled times, duplicate
/// detection, locks, delivery counts, dead letters. It outlives the apps that talk to it.
/// </summary>
internal sealed class Broker(TimeProvider clock, Mischief? mischief = null)
{
    public const string DeadLetters = "/$DeadLetterQueue";
    public const int MostDeliveries = 10;
    public static readonly TimeSpan LockDuration = TimeSpan.FromMinutes(5);
    public static readonly TimeSpan DuplicateWindow = TimeSpan.FromMinutes(10);

    private readonly Lock gate = new();
    private readonly Dictionary<string, BrokerQueue> queues = new(StringComparer.Ordinal);
    private readonly List<string> history = [];
    private long sequence;

    /// <summary>Whether sends fail.</summary>
    public bool IsDown { get; set; }

    /// <summary>Sends that were refused because the broker was down.</summary>
    public int Refused { get; private set; }

    /// <summary>Messages given up, ever.</summary>
    public int DeadLettered { get; private set; }

    /// <summary>Everything that was ever sent or dead-lettered, as text.</summary>
    public IReadOnlyList<string> History
    {
        get
        {
            lock (gate)
            {
                return [.. history];
            }
        }
    }

    public void Send(string queue, ServiceBusMessage message)
    {
        lock (gate)
        {
            if (IsDown)
            {
                Refused++;
                throw new ServiceBusException("down", ServiceBusFailureReason.ServiceCommunicationProblem);
            }

            var now = clock.GetUtcNow();
            if (!Queue(queue).IsNew(message.MessageId, now))
            {
                return;
            }

            for (var copies = mischief?.Copies() ?? 1; copies > 0; copies--)
            {
                var due = (message.ScheduledEnqueueTime > now ? message.ScheduledEnqueueTime : now) + (mischief?.Delay() ?? TimeSpan.Zero);
                Add(queue, message, due, isRemembered: true);
            }
        }
    }

    /// <summary>What somebody else sends; it is not in <see cref="History"/>.</summary>
    public void SendForeign(string queue, ServiceBusMessage message)
    {
        lock (gate)
        {
            Add(queue, message, clock.GetUtcNow(), isRemembered: false);
        }
    }

    /// <summary>The next message that is due, locked; null when none is.</summary>
    public (BrokerMessage Message, ServiceBusReceivedMessage Received)? TryTake(string queue)
    {
        lock (gate)
        {
            var now = clock.GetUtcNow();
            var due = Queue(queue).Deliverable(now);
            foreach (var spent in due.Where(m => m.Deliveries >= MostDeliveries && !queue.EndsWith(DeadLetters, StringComparison.Ordinal)))
            {
                GiveUp(queue, spent);
            }

            due = Queue(queue).Deliverable(now);
            if (due.Count == 0)
            {
                return null;
            }

            var message = due[mischief?.Pick(due.Count) ?? 0];
            (message.Deliveries, message.Lock, message.Due) = (message.Deliveries + 1, Guid.NewGuid(), now + LockDuration);
            return (message, Received(message));
        }
    }

    /// <exception cref="ServiceBusException">The lock is lost.</exception>
    public void Complete(string queue, Guid token) => Settle(queue, token, message => Queue(queue).Messages.Remove(message));

    /// <exception cref="ServiceBusException">The lock is lost.</exception>
    public void Abandon(string queue, Guid token) => Settle(queue, token, Release);

    /// <summary>The lock ends before its time.</summary>
    public void LoseLock(BrokerMessage message)
    {
        lock (gate)
        {
            Release(message);
        }
    }

    public int Count(string queue)
    {
        lock (gate)
        {
            return Queue(queue).Messages.Count;
        }
    }

    /// <summary>When something falls due; null when there is nothing.</summary>
    public DateTimeOffset? NextDue
    {
        get
        {
            lock (gate)
            {
                return queues.Values.SelectMany(q => q.Messages).Select(m => (DateTimeOffset?)m.Due).Min();
            }
        }
    }

    private static ServiceBusReceivedMessage Received(BrokerMessage message) => ServiceBusModelFactory.ServiceBusReceivedMessage(
        body: message.Body,
        messageId: message.Id,
        subject: message.Subject,
        contentType: message.ContentType,
        properties: message.Properties.ToDictionary(),
        lockTokenGuid: message.Lock,
        deliveryCount: message.Deliveries,
        lockedUntil: message.Due,
        sequenceNumber: message.Sequence);

    private BrokerQueue Queue(string name) => queues.TryGetValue(name, out var queue) ? queue : queues[name] = new BrokerQueue();

    private void Add(string queue, ServiceBusMessage message, DateTimeOffset due, bool isRemembered)
    {
        var held = new BrokerMessage
        {
            Sequence = ++sequence,
            Id = message.MessageId,
            Body = message.Body,
            Subject = message.Subject,
            ContentType = message.ContentType,
            Properties = message.ApplicationProperties.ToDictionary(),
            Due = due,
        };
        Queue(queue).Messages.Add(held);
        if (isRemembered)
        {
            history.Add(held.Text);
        }
    }

    private void GiveUp(string queue, BrokerMessage message)
    {
        Queue(queue).Messages.Remove(message);
        var dead = new BrokerMessage
        {
            Sequence = ++sequence,
            Id = message.Id,
            Body = message.Body,
            Subject = message.Subject,
            ContentType = message.ContentType,
            Properties = message.Properties.Append(new("DeadLetterReason", "MaxDeliveryCountExceeded")).ToDictionary(),
            Due = clock.GetUtcNow(),
        };
        Queue(queue + DeadLetters).Messages.Add(dead);
        history.Add(dead.Text);
        DeadLettered++;
    }

    private void Release(BrokerMessage message) => (message.Lock, message.Due) = (Guid.Empty, clock.GetUtcNow());

    private void Settle(string queue, Guid token, Action<BrokerMessage> settle)
    {
        lock (gate)
        {
            settle(Queue(queue).Locked(token, clock.GetUtcNow()) ?? throw new ServiceBusException("lost", ServiceBusFailureReason.MessageLockLost));
        }
    }
}
