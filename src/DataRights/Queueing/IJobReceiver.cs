namespace DataRights.Queueing;

/// <summary>The receiving side of the embedded queue; in the cloud the platform's trigger takes its place.</summary>
public interface IJobReceiver
{
    /// <summary>
    /// Takes the next visible message and hides it for the time given; null when none is visible. A message whose
    /// holder dies becomes visible again when that time is over.
    /// </summary>
    Task<ReceivedMessage?> TryReceiveAsync(string queue, TimeSpan visibility, CancellationToken cancellationToken);

    /// <summary>Removes the message. False when its lock was lost: somebody else has it by now.</summary>
    Task<bool> CompleteAsync(ReceivedMessage message, CancellationToken cancellationToken);

    /// <summary>Gives the message back, visible from <paramref name="notBefore"/>. False when its lock was lost.</summary>
    Task<bool> AbandonAsync(ReceivedMessage message, DateTimeOffset notBefore, CancellationToken cancellationToken);

    /// <summary>Hides the message for that much longer. The renewed message, or null when its lock was lost.</summary>
    Task<ReceivedMessage?> RenewAsync(ReceivedMessage message, TimeSpan visibility, CancellationToken cancellationToken);

    /// <summary>Returns when something may have become visible in the queue, or after the given time.</summary>
    Task WaitAsync(string queue, TimeSpan atMost, CancellationToken cancellationToken);
}
