using DataRights.Subjects;

namespace DataRights.Requests;

/// <summary>One run's hold on a request. Every write is conditional: a run that was overtaken gets a <see cref="Sources.FencedException"/>.</summary>
public interface IRun
{
    /// <summary>The record as last written by this run.</summary>
    RequestRecord Request { get; }

    long Epoch { get; }

    /// <summary>The subject, unsealed.</summary>
    RootKey Root { get; }

    /// <summary>True when this message's time is over: checkpoint and return <see cref="JobResult.Continue"/>.</summary>
    bool SliceUsedUp { get; }

    /// <summary>Writes the record as changed (steps, checkpoint, findings, archive, receipt; not status, version or epoch) and refreshes the heartbeat.</summary>
    Task CheckpointAsync(Func<RequestRecord, RequestRecord> change, CancellationToken cancellationToken);

    /// <summary>Raises when the epoch is no longer this run's. To be called before every effect outside the request's own record.</summary>
    Task EnsureCurrentAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Says how much the run has met so far, all in all. Cheap, to be called often; when it raises, the run must end as it
    /// is and will be started again.
    /// </summary>
    Task WeighAsync(long rows, long bytes, CancellationToken cancellationToken);

    /// <summary>Appends to the request's ledger chain; see <see cref="Ledger.ILedger.AppendAsync"/>.</summary>
    Task RecordAsync(string key, string code, IReadOnlyDictionary<string, string> facts, CancellationToken cancellationToken);
}
