namespace DataRights.Webhooks;

/// <summary>What housekeeping found and did about one delivery state.</summary>
internal enum WebhookTending
{
    /// <summary>All is well, or the state is destroyed.</summary>
    Nothing,

    /// <summary>Its message had been lost and was sent again.</summary>
    Requeued,

    /// <summary>Something of it was not delivered and will not be by itself.</summary>
    Stopped,
}
