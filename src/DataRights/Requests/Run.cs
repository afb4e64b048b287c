using DataRights.Ledger;
using DataRights.Sources;
using DataRights.Subjects;

namespace DataRights.Requests;

/// <summary>A run's hold on its record. Writes are made one at a time; one that finds a newer epoch raises <see cref="FencedException"/>.</summary>
internal sealed class Run(StoredRequest taken, RequestStore store, ILedger ledger, TimeProvider clock, RequestOptions options) : IRun, IDisposable
{
    private readonly SemaphoreSlim gate = new(1, 1);
    private readonly long began = clock.GetTimestamp();
    private readonly int stepsAtStart = taken.Record.Steps.Count;
    private StoredRequest current = taken;

    public RequestRecord Request => Volatile.Read(ref current).Record;

    public long Epoch { get; } = taken.Record.Epoch;

    /// <summary>Set once the seal has been opened, before the job is started.</summary>
    public RootKey Root { get => field ?? throw new InvalidOperationException("The root key is not open yet."); set; }

    public bool SliceUsedUp => clock.GetElapsedTime(began) >= options.TimeSlice;

    public Task CheckpointAsync(Func<RequestRecord, RequestRecord> change, CancellationToken cancellationToken) =>
        WriteAsync(
            record =>
            {
                var next = change(record);
                return (next.Id, next.Kind, next.Status, next.Version, next.Epoch) == (record.Id, record.Kind, record.Status, record.Version, record.Epoch)
                    ? next with { Heartbeat = clock.GetUtcNow(), Attempts = next.Steps.Count > stepsAtStart ? 0 : next.Attempts }
                    : throw new InvalidOperationException($"A checkpoint of request {record.Id} must not change its id, kind, status, version or epoch.");
            },
            cancellationToken);

    public async Task EnsureCurrentAsync(CancellationToken cancellationToken)
    {
        if (Request.EffectsBegan is null)
        {
            await CheckpointAsync(r => r with { EffectsBegan = clock.GetUtcNow() }, cancellationToken);
            return;
        }

        RefuseOvertaken(await store.ReadAsync(Request.Id, cancellationToken));
    }

    public async Task RecordAsync(string key, string code, IReadOnlyDictionary<string, string> facts, CancellationToken cancellationToken)
    {
        // An entry says something; it is no effect on the person's data that would rule out a cancellation.
        RefuseOvertaken(await store.ReadAsync(Request.Id, cancellationToken));
        await ledger.AppendAsync(Request.LedgerReference, key, code, facts, cancellationToken);
    }

    public Task WeighAsync(long rows, long bytes, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Shows life.</summary>
    public Task BeatAsync(CancellationToken cancellationToken) =>
        WriteAsync(r => r with { Heartbeat = clock.GetUtcNow() }, cancellationToken);

    /// <summary>Writes the record as changed, whatever changes; returns it as written.</summary>
    public async Task<RequestRecord> WriteAsync(Func<RequestRecord, RequestRecord> change, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            while (true)
            {
                if (await store.TryUpdateAsync(current, change(current.Record), cancellationToken) is { } written)
                {
                    Volatile.Write(ref current, written);
                    return written.Record;
                }

                // Either a newer run has it, or a write of this one took effect though its answer was lost.
                Volatile.Write(ref current, RefuseOvertaken(await store.ReadAsync(Request.Id, cancellationToken)));
            }
        }
        finally
        {
            gate.Release();
        }
    }

    public void Dispose() => gate.Dispose();

    private StoredRequest RefuseOvertaken(StoredRequest? stored) =>
        stored is { Record.Status: RequestStatus.Running } && stored.Record.Epoch == Epoch
            ? stored
            : throw new FencedException(Request.Id);
}
