using DataRights.Queueing;

namespace DataRights.Requests;

/// <summary>Works the messages of a queue. Safe for concurrent use; a duplicate, late or reordered message does no harm.</summary>
public interface IMessageHandler
{
    /// <summary>Works one message and says what is to become of it. Never raises for what goes wrong in the work.</summary>
    /// <param name="message">The message.</param>
    /// <param name="deliveryCount">How often it has been delivered, this time included.</param>
    /// <param name="cancellationToken">The host stops: the work is given back.</param>
    Task<Settlement> RunAsync(QueueMessage message, int deliveryCount, CancellationToken cancellationToken);
}
