namespace DataRights.Queueing;

/// <summary>A message as taken: its lock (<paramref name="LockToken"/>) and how often it has been taken, this time included.</summary>
public sealed record ReceivedMessage(string Queue, QueueMessage Message, int DeliveryCount, string LockToken);
