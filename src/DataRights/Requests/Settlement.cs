namespace DataRights.Requests;

/// <summary>What is to become of a message after a run: completed, or given back to be delivered again.</summary>
/// <param name="AbandonUntil">When it is to be delivered again; null to complete it.</param>
public sealed record Settlement(DateTimeOffset? AbandonUntil)
{
    /// <summary>The message has done its work or has none.</summary>
    public static Settlement Complete { get; } = new((DateTimeOffset?)null);

    /// <summary>The message goes back to the queue, for not before that moment.</summary>
    public static Settlement Abandon(DateTimeOffset notBefore) => new(notBefore);
}
