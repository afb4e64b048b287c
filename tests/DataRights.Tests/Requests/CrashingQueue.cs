using DataRights.Queueing;

namespace DataRights.Tests.Requests;

/// <summary>A queue that takes no more messages from the crash point on.</summary>
public sealed class CrashingQueue(IJobQueue inner, CrashPoint crash) : IJobQueue
{
    public Task EnqueueAsync(string queue, QueueMessage message, DateTimeOffset? notBefore, CancellationToken cancellationToken) =>
        crash.EffectAsync(async () =>
        {
            await inner.EnqueueAsync(queue, message, notBefore, cancellationToken);
            return true;
        });
}
