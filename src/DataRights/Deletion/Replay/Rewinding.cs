using DataRights.Requests;
using DataRights.Sources;

namespace DataRights.Deletion.Replay;

/// <summary>
/// Takes a deletion that had not come to its end back to its plan, since what it had done in restored databases is undone. What it did in
/// others, and to files, stays done. A run that has it is fenced off.
/// </summary>
internal sealed class Rewinding(RequestDesk desk, SourceSet sources)
{
    /// <summary>Idempotent. Nothing happens to a request that has ended otherwise than in failure.</summary>
    public async Task RewindAsync(string id, IReadOnlyCollection<string> restored, CancellationToken cancellationToken)
    {
        while (await desk.Store.ReadAsync(id, cancellationToken) is { } stored && (stored.Record.IsOpen || stored.Record.Status == RequestStatus.Failed))
        {
            var next = Rewound(stored.Record, restored, desk.Clock.GetUtcNow());
            if (await desk.Store.TryUpdateAsync(stored, next, cancellationToken) is null)
            {
                continue;
            }

            foreach (var source in restored)
            {
                // Where the rows came back without the record of effects being lost, that record must not say that it is done.
                await sources.Rows(source).ForgetAsync(id, cancellationToken);
            }

            if (next.Status == RequestStatus.Queued)
            {
                await desk.Dispatcher.EnqueueAsync(next, cancellationToken);
            }

            return;
        }
    }

    private static RequestRecord Rewound(RequestRecord record, IReadOnlyCollection<string> restored, DateTimeOffset now)
    {
        var state = DeletionState.Of(record) with { Pages = [], Round = 0, CheckedRows = 0, VerifiedAt = null, SettledAt = null, Fingerprints = new Dictionary<string, string>() };
        var next = record with { Steps = [.. record.Steps.Where(s => Stays(s.Name, restored))], Checkpoint = state.ToString() };
        return record.Status is RequestStatus.Running or RequestStatus.Waiting
            ? next.To(RequestStatus.Queued, now) with { Version = record.Version + 1, Epoch = record.Epoch + 1, Attempts = 0, Findings = [], NextAttempt = now }
            : next;
    }

    private static bool Stays(string step, IReadOnlyCollection<string> restored) =>
        step.Contains('/', StringComparison.Ordinal) && !restored.Any(s => step.StartsWith($"erase:{s}/", StringComparison.Ordinal));
}
