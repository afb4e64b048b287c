using DataRights.Queueing;

namespace DataRights.Recipients;

/// <summary>
/// The message of a telling: <c>{request}.{recipient}</c> stands where a webhook's message has the request, so that one
/// queue carries both. Request ids have no point; with the longest name of a recipient it is as long as a message allows.
/// </summary>
internal static class RecipientMessage
{
    private const char Mark = '.';

    public static QueueMessage Of(RecipientState state) => new($"{state.RequestId}{Mark}{state.Recipient}", state.Revision);

    public static bool Is(QueueMessage message) => message.RequestId.Contains(Mark, StringComparison.Ordinal);

    public static (string RequestId, string Recipient) Read(QueueMessage message)
    {
        var at = message.RequestId.IndexOf(Mark, StringComparison.Ordinal);
        return (message.RequestId[..at], message.RequestId[(at + 1)..]);
    }
}
