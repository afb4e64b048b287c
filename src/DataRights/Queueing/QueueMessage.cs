namespace DataRights.Queueing;

/// <summary>
/// What a queue carries: ids only. <see cref="MessageId"/> is <c>{request}:{version}</c>, so that a duplicate is harmless
/// and a continuation is not taken for one.
/// </summary>
public sealed record QueueMessage(string RequestId, long Version)
{
    public string MessageId => FormattableString.Invariant($"{RequestId}:{Version}");
}
