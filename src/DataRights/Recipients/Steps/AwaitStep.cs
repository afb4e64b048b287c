using DataRights.Deletion.Steps;
using DataRights.Ledger;
using DataRights.Requests;

namespace DataRights.Recipients.Steps;

/// <summary>
/// Waits for recipients that have not confirmed, each at most until the limit that the map gives it. Those that cannot be
/// called from here are not waited for. What is outstanding then is the receipt's to list; telling goes on.
/// </summary>
internal sealed class AwaitStep(RecipientParts parts) : IDeletionStep
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    public string Name => RecipientSteps.Awaited;

    public async Task<JobResult?> RunAsync(DeletionRun deletion, CancellationToken cancellationToken)
    {
        var run = deletion.Run;
        var now = parts.Ports.Clock.GetUtcNow();
        var states = await parts.Store.OfAsync(run.Request.Id, cancellationToken);
        var awaited = states.Where(s => s is { IsOpen: true, NextAttempt: not null } && s.WaitUntil > now).ToList();
        if (awaited.Count > 0)
        {
            return JobResult.PausedUntil(Next(awaited, now));
        }

        var counts = states.CountBy(s => s.Fact.Status).ToDictionary(c => c.Key, c => (long)c.Value);
        await run.EndAsync(Name, LedgerCodes.RecipientsAwaited, counts, now, s => s, cancellationToken);
        return null;
    }

    /// <summary>Soon at first, then seldom: confirmations come at once or after days.</summary>
    private static DateTimeOffset Next(List<RecipientState> awaited, DateTimeOffset now)
    {
        var pause = (now - awaited.Max(s => s.Created)) / 4;
        var soon = now + (pause < ShortestPause ? ShortestPause : pause > LongestPause ? LongestPause : pause);
        var limit = awaited.Max(s => s.WaitUntil);
        return soon < limit ? soon : limit;
    }
}
