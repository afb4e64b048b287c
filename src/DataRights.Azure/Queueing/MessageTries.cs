using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Azure.Messaging.ServiceBus;

namespace DataRights.Azure.Queueing;

/// <summary>
/// How often a message has been tried, copies of it included, and what it was called at first. A copy carries both as
/// properties: the queue counts deliveries of one message only, and a copy needs an id that duplicate detection lets pass.
/// </summary>
public static class MessageTries
{
    internal const string TryProperty = "try";
    internal const string OriginalProperty = "originalId";

    private const int MostIdLength = 100;
    private const int MostTries = 1_000_000;

    /// <summary>Copies made so far.</summary>
    public static int CopiesOf(ServiceBusReceivedMessage message) =>
        message.ApplicationProperties.TryGetValue(TryProperty, out var value) && value is int copies && copies is >= 0 and < MostTries ? copies : 0;

    /// <summary>Deliveries of the message and of what it is a copy of, this one included.</summary>
    public static int DeliveriesOf(ServiceBusReceivedMessage message) => CopiesOf(message) + Math.Max(1, message.DeliveryCount);

    /// <summary>The id that the sender gave, the same for every copy; at most 100 characters.</summary>
    public static string OriginalIdOf(ServiceBusReceivedMessage message)
    {
        var id = message.ApplicationProperties.TryGetValue(OriginalProperty, out var value) && value is string original ? original : message.MessageId;
        return string.IsNullOrEmpty(id) ? string.Create(CultureInfo.InvariantCulture, $"sequence-{message.SequenceNumber}")
            : id.Length <= MostIdLength ? id
            : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)));
    }

    /// <summary>
    /// Named after the original and the number of the copy, nothing else: whoever makes the copy again after a crash makes
    /// the same one, which duplicate detection drops.
    /// </summary>
    internal static string IdOfNextCopy(ServiceBusReceivedMessage message) =>
        string.Create(CultureInfo.InvariantCulture, $"{OriginalIdOf(message)}~{CopiesOf(message) + 1}");
}
