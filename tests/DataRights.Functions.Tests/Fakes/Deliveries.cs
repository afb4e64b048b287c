using Azure.Messaging.ServiceBus;
using DataRights.Queueing;
using DataRights.Requests;

namespace DataRights.Functions.Tests.Fakes;

/// <summary>Messages as the service delivers them.</summary>
internal static class Deliveries
{
    public static ServiceBusReceivedMessage Of(RequestRecord request, long? version = null, int deliveryCount = 1) =>
        Of(new QueueMessage(request.Id, version ?? request.Version), deliveryCount);

    public static ServiceBusReceivedMessage Of(QueueMessage message, int deliveryCount = 1) =>
        Of(BinaryData.FromBytes(QueueMessageFormat.Write(message)), message.MessageId, deliveryCount);

    public static ServiceBusReceivedMessage Of(string body, string messageId = "foreign", int deliveryCount = 1, string? reason = null) =>
        Of(BinaryData.FromString(body), messageId, deliveryCount, reason);

    private static ServiceBusReceivedMessage Of(BinaryData body, string messageId, int deliveryCount, string? reason = null) => ServiceBusModelFactory.ServiceBusReceivedMessage(
        body: body,
        messageId: messageId,
        properties: reason is null ? null : new Dictionary<string, object> { ["DeadLetterReason"] = reason },
        lockTokenGuid: Guid.NewGuid(),
        deliveryCount: deliveryCount,
        sequenceNumber: 42);
}
