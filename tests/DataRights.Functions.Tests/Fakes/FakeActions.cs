using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;

namespace DataRights.Functions.Tests.Fakes;

/// <summary>The platform's settlement at its virtual members: what was asked for, in order, with the token it came with.</summary>
internal sealed class FakeActions : ServiceBusMessageActions
{
    public List<string> Calls { get; } = [];

    /// <summary>What the next settlement throws, if anything.</summary>
    public Exception? Fault { get; set; }

    public override Task CompleteMessageAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken = default) =>
        Settle("complete", cancellationToken);

    public override Task AbandonMessageAsync(ServiceBusReceivedMessage message, IDictionary<string, object>? propertiesToModify = default, CancellationToken cancellationToken = default) =>
        Settle("abandon", cancellationToken);

    public override Task DeadLetterMessageAsync(
        ServiceBusReceivedMessage message,
        Dictionary<string, object>? propertiesToModify = default,
        string? deadLetterReason = default,
        string? deadLetterErrorDescription = default,
        CancellationToken cancellationToken = default) => Settle("dead-letter", cancellationToken);

    private Task Settle(string what, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Calls.Add(what);
        return Fault is { } fault ? Task.FromException(fault) : Task.CompletedTask;
    }
}
