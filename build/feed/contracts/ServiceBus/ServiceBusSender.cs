#nullable disable
using DataRights.Contracts;

namespace Azure.Messaging.ServiceBus;

/// <summary>Sends to one queue. Tests derive from it.</summary>
public class ServiceBusSender : IAsyncDisposable
{
    protected ServiceBusSender()
    {
    }

    public virtual string EntityPath => throw Declared.Only();

    public virtual Task SendMessageAsync(ServiceBusMessage message, CancellationToken cancellationToken = default) => throw Declared.Only();

    public virtual Task CloseAsync(CancellationToken cancellationToken = default) => throw Declared.Only();

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
