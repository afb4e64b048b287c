using DataRights.Queueing;
using DataRights.Sources;
using DataRights.Storage;

namespace DataRights.Functions.Messages;

/// <summary>What went wrong while a queued request was accepted, as a code fit for logs. Null for what must not be caught.</summary>
internal static class IntakeTrouble
{
    public static string? CodeOf(Exception exception) => exception switch
    {
        OutOfMemoryException => null,
        StoreException e => e.Code,
        SourceException e => e.Code,
        QueueException e => e.Code,
        OperationCanceledException or TimeoutException => "timeout",
        _ => $"internal-error ({exception.GetType().Name})",
    };
}
