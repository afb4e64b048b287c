namespace Azure.Messaging.ServiceBus;

/// <summary>How the pauses between tries grow.</summary>
public enum ServiceBusRetryMode
{
    Fixed = 0,
    Exponential = 1,
}
