using DataRights.Ledger;
using DataRights.Queueing;
using DataRights.Sources;
using DataRights.Storage;
using DataRights.Subjects;

namespace DataRights.Requests;

/// <summary>An exception sorted by what is to be done about it, with a code fit for records and logs.</summary>
/// <param name="Kind">What to do.</param>
/// <param name="Code">A short stable code.</param>
/// <param name="Sentence">For operators; holds nothing personal, since only known exceptions' messages are used.</param>
internal sealed record Trouble(TroubleKind Kind, string Code, string Sentence)
{
    /// <summary>What failed: a source of the map by its name, or <c>store</c>, <c>queue</c>, <c>keys</c>, <c>engine</c>.</summary>
    public string Source { get; private init; } = "engine";

    /// <param name="exception">What was thrown.</param>
    /// <param name="stopping">The host's token: once it is cancelled, whatever may pass is put down to that.</param>
    public static Trouble Of(Exception exception, CancellationToken stopping)
    {
        var trouble = Sort(exception);

        // A driver that is cancelled may say so in its own way.
        return trouble.Kind == TroubleKind.Transient && stopping.IsCancellationRequested
            ? new(TroubleKind.Shutdown, "shutdown", "The host is stopping.")
            : trouble;
    }

    private static Trouble Sort(Exception exception) => exception switch
    {
        FencedException e => new(TroubleKind.Fenced, "fenced", e.Message),
        OperationCanceledException or TimeoutException => new(TroubleKind.Transient, "timeout", "Something did not answer in time."),
        SourceException e => new(Lasting(e.IsTransient), e.Code, e.Message) { Source = e.SourceName },
        StoreException e => new(Lasting(e.IsTransient), e.Code, e.Message) { Source = "store" },
        QueueException e => new(Lasting(e.IsTransient), e.Code, e.Message) { Source = "queue" },
        IOException => new(TroubleKind.Transient, "io", "Input or output failed."),
        KeyRingException e => new(Lasting(e.IsTransient), e.Code, e.Message) { Source = "keys" },
        SealBrokenException { Code: "key-unknown" } e => new(TroubleKind.Permanent, "key-missing", e.Message) { Source = "keys" },
        SealBrokenException e => new(TroubleKind.Permanent, "seal-broken", e.Message) { Source = "keys" },
        LedgerCorruptException e => new(TroubleKind.Permanent, "ledger-corrupt", e.Message),
        RequestCorruptException e => new(TroubleKind.Permanent, "state-corrupt", e.Message),
        RequestRefusedException e => new(TroubleKind.Permanent, e.Code, e.Message),
        _ => new(TroubleKind.Unexpected, "internal-error", $"An error that is not foreseen: {exception.GetType().Name}."),
    };

    private static TroubleKind Lasting(bool transient) => transient ? TroubleKind.Transient : TroubleKind.Permanent;
}
