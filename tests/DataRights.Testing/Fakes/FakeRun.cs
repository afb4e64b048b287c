using DataRights.Ledger;
using DataRights.Requests;
using DataRights.Sources;
using DataRights.Subjects;

namespace DataRights.Testing.Fakes;

/// <summary>A run in memory over a record that several runs may share; an older one is fenced off.</summary>
public sealed class FakeRun(FakeRequest request, long epoch, RootKey root) : IRun
{
    public RequestRecord Request => request.Record;

    public long Epoch { get; } = epoch;

    public RootKey Root { get; } = root;

    public bool SliceUsedUp => IsSliceUsedUp();

    /// <summary>Whether the time is over by now; never unless set.</summary>
    public Func<bool> IsSliceUsedUp { get; set; } = () => false;

    /// <summary>Called before each checkpoint with its number; may throw to play a crash.</summary>
    public Action<int>? BeforeCheckpoint { get; set; }

    /// <summary>Called before each entry of the ledger; may throw to play a crash.</summary>
    public Action? BeforeRecord { get; set; }

    private int checkpoints;

    public async Task CheckpointAsync(Func<RequestRecord, RequestRecord> change, CancellationToken cancellationToken)
    {
        BeforeCheckpoint?.Invoke(checkpoints++);
        await EnsureCurrentAsync(cancellationToken);
        request.Record = change(request.Record);
    }

    /// <summary>Called with the rows and bytes that the job has met; may throw to have it give way.</summary>
    public Action<long, long>? OnWeigh { get; set; }

    public Task WeighAsync(long rows, long bytes, CancellationToken cancellationToken)
    {
        OnWeigh?.Invoke(rows, bytes);
        return Task.CompletedTask;
    }

    public Task EnsureCurrentAsync(CancellationToken cancellationToken) =>
        request.Record.Epoch == Epoch ? Task.CompletedTask : throw new FencedException(request.Record.Id);

    public Task RecordAsync(string key, string code, IReadOnlyDictionary<string, string> facts, CancellationToken cancellationToken)
    {
        BeforeRecord?.Invoke();
        if (request.Ledger.All(e => e.Key != key))
        {
            request.Ledger.Add(new LedgerEntry(request.Ledger.Count, request.Record.Received, request.Record.LedgerReference, key, code, facts, "", ""));
        }

        return Task.CompletedTask;
    }
}
