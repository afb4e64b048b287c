using DataRights.Subjects;

namespace DataRights.Requests.Turns;

/// <summary>A run that has its turn, and is watched for its size.</summary>
internal sealed class TurnRun(IRun inner, Turn turn, TurnOptions options) : IRun
{
    public RequestRecord Request => inner.Request;

    public long Epoch => inner.Epoch;

    public RootKey Root => inner.Root;

    public bool SliceUsedUp => inner.SliceUsedUp;

    public Task CheckpointAsync(Func<RequestRecord, RequestRecord> change, CancellationToken cancellationToken) => inner.CheckpointAsync(change, cancellationToken);

    public Task EnsureCurrentAsync(CancellationToken cancellationToken) => inner.EnsureCurrentAsync(cancellationToken);

    public Task RecordAsync(string key, string code, IReadOnlyDictionary<string, string> facts, CancellationToken cancellationToken) =>
        inner.RecordAsync(key, code, facts, cancellationToken);

    public async Task WeighAsync(long rows, long bytes, CancellationToken cancellationToken)
    {
        if (turn.IsLarge || (rows < options.LargeRows && bytes < options.LargeBytes))
        {
            return;
        }

        // First the record: whoever gives way must come back as what it is, or it would do the same again.
        await inner.CheckpointAsync(r => r with { Large = true }, cancellationToken);
        if (!turn.TryGrow())
        {
            throw new GiveWayException();
        }
    }
}
