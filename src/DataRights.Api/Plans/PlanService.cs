using DataRights.Api.Problems;
using DataRights.Deletion;
using DataRights.Export.Planning;
using DataRights.Requests;
using Microsoft.Extensions.Logging;

namespace DataRights.Api.Plans;

/// <summary>
/// Makes plans in the background, one a request, and holds them for a while, so that a plan may take longer
/// than a call. Bounded in number, concurrency and time. Held by this process alone: a poll that another instance
/// answers makes the plan there.
/// </summary>
public sealed class PlanService(IDeletionPlanner deletions, IExportPlanner exports, RequestSeals seals, TimeProvider time, PlanOptions options, ILogger<PlanService> logger) : IAsyncDisposable
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, PlanEntry> entries = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim turns = new(options.Concurrency);
    private readonly CancellationTokenSource stopping = new();

    /// <summary>The request's plan as it is shown: the one that is there, or one that is started by this call.</summary>
    /// <exception cref="ProblemException">Code <c>plan-busy</c>: no further plan can be held.</exception>
    public Task<object> PlanAsync(RequestRecord record)
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(stopping.IsCancellationRequested, this);
            DropExpired();
            if (entries.TryGetValue(record.Id, out var entry))
            {
                return entry.Task;
            }

            MakeRoom();
            entry = new(Task.Run(() => MakeAsync(record)));
            entries.Add(record.Id, entry);
            _ = FollowAsync(record.Id, entry);
            return entry.Task;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Task[] open;
        lock (gate)
        {
            stopping.Cancel();
            open = [.. entries.Values.Select(e => (Task)e.Task)];
        }

        foreach (var task in open)
        {
            await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        turns.Dispose();
        stopping.Dispose();
    }

    private async Task<object> MakeAsync(RequestRecord record)
    {
        using var timeout = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, stopping.Token);
        try
        {
            await turns.WaitAsync(linked.Token);
            try
            {
                timeout.CancelAfter(options.Timeout);
                var root = seals.OpenRoot(record);
                return record.Kind == RequestKind.Deletion
                    ? PlanView.Of(await deletions.PlanAsync(root, record.Received, linked.Token))
                    : ExportPlanView.Of(await exports.PlanAsync(root, record.Kind, linked.Token));
            }
            finally
            {
                turns.Release();
            }
        }
        catch (OperationCanceledException) when (linked.IsCancellationRequested)
        {
            throw new ProblemException(PlanProblems.TimedOut());
        }
    }

    private async Task FollowAsync(string id, PlanEntry entry)
    {
        await ((Task)entry.Task).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (entry.Task.Exception?.InnerException is { } failure)
        {
            logger.LogWarning("The plan of request {RequestId} failed with {ExceptionType}.", id, failure.GetType().FullName);
        }

        lock (gate)
        {
            entry.GoodUntil = time.GetUtcNow() + (entry.Task.IsCompletedSuccessfully ? options.Lifetime : options.FailureLifetime);
        }
    }

    private void DropExpired()
    {
        var now = time.GetUtcNow();
        foreach (var (id, _) in entries.Where(e => e.Value.GoodUntil <= now).ToList())
        {
            entries.Remove(id);
        }
    }

    private void MakeRoom()
    {
        if (entries.Count < options.Capacity)
        {
            return;
        }

        var oldest = entries.Where(e => e.Value.GoodUntil is not null).OrderBy(e => e.Value.GoodUntil).Select(e => e.Key).FirstOrDefault()
            ?? throw new ProblemException(PlanProblems.Busy());
        entries.Remove(oldest);
    }
}
