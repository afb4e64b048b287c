namespace DataRights.Queueing;

/// <summary>Sends messages. Enqueuing the same <see cref="QueueMessage.MessageId"/> again while one is waiting changes nothing.</summary>
public interface IJobQueue
{
    /// <summary>Makes the message visible at <paramref name="notBefore"/> (at once when null). Durable when the call returns.</summary>
    Task EnqueueAsync(string queue, QueueMessage message, DateTimeOffset? notBefore, CancellationToken cancellationToken);
}
