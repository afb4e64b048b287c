#nullable disable
namespace Azure.Messaging.ServiceBus;

/// <summary>How a client connects and tries again.</summary>
public class ServiceBusClientOptions
{
    public ServiceBusTransportType TransportType { get; set; }

    public ServiceBusRetryOptions RetryOptions { get; set; } = new();

    public string Identifier { get; set; }
}
