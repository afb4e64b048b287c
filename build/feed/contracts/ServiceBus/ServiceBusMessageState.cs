namespace Azure.Messaging.ServiceBus;

/// <summary>Whether a message can be received.</summary>
public enum ServiceBusMessageState
{
    Active = 0,
    Deferred = 1,
    Scheduled = 2,
}
