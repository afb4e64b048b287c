using System.Security.Cryptography;
using DataRights.Storage;
using DataRights.Telemetry;
using Microsoft.Extensions.Logging;

namespace DataRights.Queueing;

/// <summary>Reads messages, sets aside what is none, and keeps a queue's index in step with the store.</summary>
internal sealed class QueueReader(IObjectStore store, TimeProvider time, ILogger logger, string queue) : IDisposable
{
    /// <summary>How long a message sent by another process may go unseen, where a look at the store takes no time.</summary>
    private static readonly TimeSpan RefreshEvery = TimeSpan.FromSeconds(5);

    /// <summary>A look that takes long is taken so much more rarely: a long queue in a slow store must be worked, not listed.</summary>
    private const int LeastShare = 10;

    private readonly SemaphoreSlim _refreshing = new(1, 1);
    private long _refreshedAt = long.MinValue;
    private long _freshFor = RefreshEvery.Ticks;

    public QueueIndex Index { get; } = new();

    /// <summary>How long the index may still be trusted; zero or less when the store is to be looked at again.</summary>
    public TimeSpan FreshFor
    {
        get
        {
            var (now, refreshed) = (time.GetUtcNow().UtcTicks, Volatile.Read(ref _refreshedAt));
            return refreshed == long.MinValue || refreshed > now ? TimeSpan.Zero : TimeSpan.FromTicks(Volatile.Read(ref _freshFor) - (now - refreshed));
        }
    }

    public async Task RefreshIfDueAsync(CancellationToken cancellationToken)
    {
        if (FreshFor > TimeSpan.Zero)
        {
            return;
        }

        await _refreshing.WaitAsync(cancellationToken);
        try
        {
            if (FreshFor <= TimeSpan.Zero)
            {
                var started = time.GetUtcNow().UtcTicks;
                await RefreshAsync(cancellationToken);
                Volatile.Write(ref _freshFor, Math.Max(RefreshEvery.Ticks, LeastShare * (time.GetUtcNow().UtcTicks - started)));
                Volatile.Write(ref _refreshedAt, started);
            }
        }
        finally
        {
            _refreshing.Release();
        }
    }

    /// <summary>The message and its version; null when it is gone or was set aside as poison.</summary>
    public async Task<(StoredMessage Message, string Version)?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        if (await store.ReadAsync(name, cancellationToken) is not { } read)
        {
            Index.Remove(name);
            return null;
        }

        if (StoredMessage.Parse(read.Content, queue, name, out var code) is { } message)
        {
            return (message, read.Version);
        }

        await SetAsideAsync(name, read, code, cancellationToken);
        return null;
    }

    public void Dispose() => _refreshing.Dispose();

    private async Task RefreshAsync(CancellationToken cancellationToken)
    {
        var mark = Index.Mark();
        var listed = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var entry in store.ListAsync(QueueObjects.Folder(queue), cancellationToken))
        {
            listed.Add(entry.Name);
            if (!Index.Knows(entry.Name, entry.Version) && await ReadAsync(entry.Name, cancellationToken) is { } found)
            {
                Index.Set(entry.Name, found.Message.VisibleAt, found.Version);
            }
        }

        Index.Keep(listed, mark);
    }

    private async Task SetAsideAsync(string name, StoredObject read, string code, CancellationToken cancellationToken)
    {
        // Copy before delete: a crash between the two leaves both, and the next reader does it again to the same effect.
        var hash = Convert.ToHexStringLower(SHA256.HashData(read.Content.Span));
        await store.TryWriteAsync(QueueObjects.PoisonOf(queue, name, hash), read.Content, WriteCondition.IfAbsent, cancellationToken);
        if (await store.DeleteAsync(name, WriteCondition.IfVersion(read.Version), cancellationToken))
        {
            MessageMeter.Rejected(queue, code);
            logger.LogError("Message {MessageId} of queue {Queue} was set aside in {Queue}-poison: {Code}.", QueueObjects.IdOf(queue, name), queue, queue, code);
        }

        Index.Remove(name);
    }
}
