namespace DataRights.Webhooks;

/// <summary>What came of sending an event.</summary>
public enum WebhookVerdict
{
    /// <summary>The receiver has it.</summary>
    Delivered,

    /// <summary>It did not get there, or the receiver did not take it: try again later.</summary>
    Failed,

    /// <summary>The receiver wants no more events of this request.</summary>
    Gone,
}
