using DataRights.Requests;
using DataRights.Sources;

namespace DataRights.Deletion.Holds;

/// <summary>
/// Overtakes a deletion that may have effects under way: its epoch is counted on in its record, so that its run ends and a new one
/// begins, and then in every database, so that no batch that was begun before can commit once this returns.
/// </summary>
internal sealed class RunFence(RequestDesk desk, SourceSet sources)
{
    /// <exception cref="SourceException">A database could not be asked: what was begun there may still commit. To be called again.</exception>
    public async Task OvertakeAsync(string requestId, CancellationToken cancellationToken)
    {
        while (await desk.Store.ReadAsync(requestId, cancellationToken) is { Record.Kind: RequestKind.Deletion } stored)
        {
            var record = stored.Record;
            var isRunning = record.Status == RequestStatus.Running;
            if (record.Status is RequestStatus.Completed or RequestStatus.Cancelled || (!isRunning && record.EffectsBegan is null))
            {
                // Whatever begins from now on reads the holds first.
                return;
            }

            var now = desk.Clock.GetUtcNow();
            var next = (isRunning ? record.To(RequestStatus.Queued, now) with { Version = record.Version + 1, NextAttempt = now } : record) with { Epoch = record.Epoch + 1 };
            if (await desk.Store.TryUpdateAsync(stored, next, cancellationToken) is null)
            {
                continue;
            }

            if (isRunning)
            {
                await desk.Dispatcher.EnqueueAsync(next, cancellationToken);
            }

            foreach (var source in sources.AllRows)
            {
                await source.FenceAsync(requestId, next.Epoch, cancellationToken);
            }

            return;
        }
    }
}
