namespace Azure.Messaging.ServiceBus;

/// <summary>What AMQP travels on.</summary>
public enum ServiceBusTransportType
{
    AmqpTcp = 0,
    AmqpWebSockets = 1,
}
