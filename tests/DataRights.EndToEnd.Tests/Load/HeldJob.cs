using DataRights.Requests;
using DataRights.Subjects;

namespace DataRights.EndToEnd.Tests.Load;

/// <summary>A job whose large runs, once they have said what they are and may go on, stand still until they are let go.</summary>
internal sealed class HeldJob(IJob inner, Task released, long largeRows, Action<RequestKind, int> changed) : IJob
{
    public bool Handles(RequestKind kind) => inner.Handles(kind);

    public async Task<JobResult> RunAsync(IRun run, CancellationToken cancellationToken)
    {
        var held = new HeldRun(run, released, largeRows, changed);
        try
        {
            return await inner.RunAsync(held, cancellationToken);
        }
        finally
        {
            held.Leave();
        }
    }

    private sealed class HeldRun(IRun inner, Task released, long largeRows, Action<RequestKind, int> changed) : IRun
    {
        private int isLarge;

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
            await inner.WeighAsync(rows, bytes, cancellationToken);
            if (rows >= largeRows && Interlocked.Exchange(ref isLarge, 1) == 0)
            {
                changed(Request.Kind, 1);
                await released.WaitAsync(cancellationToken);
            }
        }

        public void Leave()
        {
            if (Interlocked.Exchange(ref isLarge, 0) == 1)
            {
                changed(Request.Kind, -1);
            }
        }
    }
}
