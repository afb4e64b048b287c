namespace DataRights.Queueing;

/// <summary>The queues. Settings may name them otherwise in the cloud; these are the defaults.</summary>
public static class QueueNames
{
    public const string Export = "export-jobs";
    public const string Deletion = "deletion-jobs";
    public const string Webhook = "webhook-jobs";
}
