namespace DataRights.Queueing;

/// <summary>The queues. Settings may name them otherwise in the cloud; these are the defaults.</summary>
public static class QueueNames
{
    public const string Export = "export-jobs";
    public const string Deletion = "deletion-jobs";
    public const string Webhook = "webhook-jobs";

    /// <summary>What account-settings pages write to themselves: sealed requests, not <see cref="QueueMessage"/>s.</summary>
    public const string Intake = "requests";
}
