using DataRights.Queueing;

namespace DataRights.Azure.Queueing;

/// <summary>What the queues are called in the namespace. The engine knows them by <see cref="QueueNames"/>.</summary>
public sealed record ServiceBusQueues(string Intake, string Export, string Deletion, string Webhook)
{
    /// <exception cref="ArgumentException">The engine has no such queue.</exception>
    public string NameOf(string queue) => queue switch
    {
        QueueNames.Intake => Intake,
        QueueNames.Export => Export,
        QueueNames.Deletion => Deletion,
        QueueNames.Webhook => Webhook,
        _ => throw new ArgumentException($"There is no queue '{queue}'.", nameof(queue)),
    };
}
