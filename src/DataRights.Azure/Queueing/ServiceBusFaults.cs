using Azure.Identity;
using Azure.Messaging.ServiceBus;
using DataRights.Queueing;

namespace DataRights.Azure.Queueing;

/// <summary>
/// Turns what the client throws into the engine's <see cref="QueueException"/>: a code, and whether the same call may
/// succeed later without anyone's doing. The client's exception is dropped: its text names hosts and trackings.
/// </summary>
public static class ServiceBusFaults
{
    /// <summary>Null for what is not the queue's fault, the caller's own cancellation among it.</summary>
    public static QueueException? Of(Exception exception, CancellationToken cancellationToken) => exception switch
    {
        OperationCanceledException when cancellationToken.IsCancellationRequested => null,
        ServiceBusException e => new(CodeOf(e.Reason), e.IsTransient || e.Reason == ServiceBusFailureReason.QuotaExceeded),
        AuthenticationFailedException => new("service-bus-no-token", transient: true),
        UnauthorizedAccessException => new("service-bus-unauthorized", transient: false),
        OperationCanceledException or TimeoutException => new("service-bus-timeout", transient: true),
        IOException or System.Net.Sockets.SocketException => new("service-bus-unreachable", transient: true),
        _ => null,
    };

    private static string CodeOf(ServiceBusFailureReason reason) => reason switch
    {
        ServiceBusFailureReason.MessagingEntityNotFound => "service-bus-queue-missing",
        ServiceBusFailureReason.MessagingEntityDisabled => "service-bus-queue-disabled",
        ServiceBusFailureReason.QuotaExceeded => "service-bus-queue-full",
        ServiceBusFailureReason.MessageSizeExceeded => "service-bus-message-too-large",
        ServiceBusFailureReason.ServiceBusy => "service-bus-busy",
        ServiceBusFailureReason.ServiceTimeout => "service-bus-timeout",
        ServiceBusFailureReason.ServiceCommunicationProblem => "service-bus-unreachable",
        _ => "service-bus-error",
    };
}
