using System.Collections.Concurrent;
using DataRights.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace DataRights.Queueing;

/// <summary>
/// The embedded durable queue over any object store: one object per message, taken by a conditional write of its lock and
/// completed by a conditional delete, so several processes may share it. Visible messages come in the order in which they
/// became visible. Delivers at least once. A message sent by another process is seen within 5 seconds, or within ten times what listing the queue takes. What is no message
/// (codes <c>malformed</c>, <c>schema-unknown</c>, <c>misplaced</c>) is logged by id and code and moved to
/// <c>queues/{queue}-poison/</c>; it never blocks others. Store trouble is a <see cref="StoreException"/>.
/// </summary>
public sealed class StoreQueue(IObjectStore store, TimeProvider time, ILogger<StoreQueue>? logger = null) : IJobQueue, IJobReceiver, IDisposable
{
    private readonly ILogger _logger = logger ?? NullLogger<StoreQueue>.Instance;
    private readonly ConcurrentDictionary<string, Lazy<QueueReader>> _queues = new(StringComparer.Ordinal);

    public async Task EnqueueAsync(string queue, QueueMessage message, DateTimeOffset? notBefore, CancellationToken cancellationToken)
    {
        var reader = Reader(queue);
        if (!QueueObjects.IsLegalId(message.RequestId))
        {
            throw new ArgumentException("A message's request id has 1 to 100 ASCII letters, digits, '-', '_' and '.'.", nameof(message));
        }

        var stored = StoredMessage.New(message, notBefore ?? time.GetUtcNow());
        var name = QueueObjects.NameOf(queue, message);
        if (await store.TryWriteAsync(name, stored.ToBytes(), WriteCondition.IfAbsent, cancellationToken) is { } version)
        {
            reader.Index.Set(name, stored.VisibleAt, version);
        }
    }

    public async Task<ReceivedMessage?> TryReceiveAsync(string queue, TimeSpan visibility, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(visibility, TimeSpan.Zero);
        var reader = Reader(queue);
        await reader.RefreshIfDueAsync(cancellationToken);
        while (reader.Index.Take(time.GetUtcNow()) is { } name)
        {
            var settled = false;
            try
            {
                var received = await TryTakeAsync(reader, queue, name, visibility, cancellationToken);
                settled = true;
                if (received is not null)
                {
                    return received;
                }
            }
            finally
            {
                if (!settled)
                {
                    reader.Index.PutBack(name);
                }
            }
        }

        return null;
    }

    public async Task<bool> CompleteAsync(ReceivedMessage message, CancellationToken cancellationToken)
    {
        var (reader, name) = (Reader(message.Queue), QueueObjects.NameOf(message.Queue, message.Message));
        if (await ReadHeldAsync(reader, name, message, cancellationToken) is not { } held
            || !await store.DeleteAsync(name, WriteCondition.IfVersion(held.Version), cancellationToken))
        {
            return false;
        }

        reader.Index.Remove(name);
        return true;
    }

    public Task<bool> AbandonAsync(ReceivedMessage message, DateTimeOffset notBefore, CancellationToken cancellationToken) =>
        RewriteAsync(message, held => held with { VisibleAt = notBefore, LockToken = null }, cancellationToken);

    public async Task<ReceivedMessage?> RenewAsync(ReceivedMessage message, TimeSpan visibility, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(visibility, TimeSpan.Zero);

        // The token stays: were the answer lost, its holder could still complete.
        return await RewriteAsync(message, held => held with { VisibleAt = time.GetUtcNow() + visibility }, cancellationToken) ? message : null;
    }

    public async Task WaitAsync(string queue, TimeSpan atMost, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(atMost, TimeSpan.Zero);
        var reader = Reader(queue);
        var changed = reader.Index.Changed;
        var wait = atMost < reader.FreshFor ? atMost : reader.FreshFor;
        wait = reader.Index.NextVisible() is { } next && next - time.GetUtcNow() < wait ? next - time.GetUtcNow() : wait;
        if (wait <= TimeSpan.Zero)
        {
            return;
        }

        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(changed, Task.Delay(wait, time, over.Token));
        await over.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
    }

    public void Dispose()
    {
        foreach (var queue in _queues.Values.Where(q => q.IsValueCreated))
        {
            queue.Value.Dispose();
        }
    }

    private QueueReader Reader(string queue)
    {
        QueueObjects.Check(queue);
        return _queues.GetOrAdd(queue, q => new Lazy<QueueReader>(() => new QueueReader(store, time, _logger, q))).Value;
    }

    /// <summary>Tries for one message. Null when it is gone, hidden or somebody else's; the index then says so.</summary>
    private async Task<ReceivedMessage?> TryTakeAsync(QueueReader reader, string queue, string name, TimeSpan visibility, CancellationToken cancellationToken)
    {
        while (await reader.ReadAsync(name, cancellationToken) is { } found)
        {
            var now = time.GetUtcNow();
            if (found.Message.VisibleAt > now)
            {
                reader.Index.Set(name, found.Message.VisibleAt, found.Version);
                return null;
            }

            var taken = found.Message with
            {
                VisibleAt = now + visibility,
                DeliveryCount = found.Message.DeliveryCount + 1,
                LockToken = Guid.NewGuid().ToString("N"),
            };
            if (await store.TryWriteAsync(name, taken.ToBytes(), WriteCondition.IfVersion(found.Version), cancellationToken) is { } version)
            {
                reader.Index.Set(name, taken.VisibleAt, version);
                return new ReceivedMessage(queue, taken.Message, taken.DeliveryCount, taken.LockToken);
            }
        }

        return null;
    }

    private async Task<bool> RewriteAsync(ReceivedMessage message, Func<StoredMessage, StoredMessage> change, CancellationToken cancellationToken)
    {
        var (reader, name) = (Reader(message.Queue), QueueObjects.NameOf(message.Queue, message.Message));
        if (await ReadHeldAsync(reader, name, message, cancellationToken) is not { } held)
        {
            return false;
        }

        var changed = change(held.Message);
        if (await store.TryWriteAsync(name, changed.ToBytes(), WriteCondition.IfVersion(held.Version), cancellationToken) is not { } version)
        {
            return false;
        }

        reader.Index.Set(name, changed.VisibleAt, version);
        return true;
    }

    private static async Task<(StoredMessage Message, string Version)?> ReadHeldAsync(QueueReader reader, string name, ReceivedMessage message, CancellationToken cancellationToken) =>
        await reader.ReadAsync(name, cancellationToken) is { } found && found.Message.LockToken == message.LockToken ? found : null;
}
