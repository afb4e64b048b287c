using System.Collections.Concurrent;
using Azure.Messaging.ServiceBus;

namespace DataRights.Azure.Queueing;

/// <summary>
/// Sends over one connection, with one sender a queue that is made once and kept: opening a link costs several round
/// trips. Failures are <see cref="DataRights.Queueing.QueueException"/>s. Safe for concurrent use.
/// </summary>
public sealed class ServiceBusSenders(ServiceBusClient client)
{
    private readonly ConcurrentDictionary<string, Lazy<ServiceBusSender>> senders = new(StringComparer.Ordinal);

    /// <param name="queue">The queue's name in the namespace.</param>
    /// <param name="message">What is sent; durable when the call returns.</param>
    /// <param name="cancellationToken">Gives up; the message may have been sent.</param>
    public async Task SendAsync(string queue, ServiceBusMessage message, CancellationToken cancellationToken)
    {
        try
        {
            // Lazy: of two callers at once one makes the sender, so none is made and left open.
            var sender = senders.GetOrAdd(queue, name => new Lazy<ServiceBusSender>(() => client.CreateSender(name))).Value;
            await sender.SendMessageAsync(message, cancellationToken);
        }
        catch (Exception e) when (ServiceBusFaults.Of(e, cancellationToken) is { } fault)
        {
            throw fault;
        }
    }
}
