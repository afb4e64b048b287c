using DataRights.Queueing;
using DataRights.Sources;

namespace DataRights.Requests.Turns;

/// <summary>
/// Has the runs of one process take turns, so that a company's databases are not overrun and small requests never wait
/// behind large ones: at most a connection's limit of runs at once, of them at most half large, and large ones on at most
/// half of a queue's workers. A run that would wait too long, or is large where there is no room for another, ends with
/// <see cref="JobResult.Later"/>. The turn is given back however the work ends. Safe for concurrent use.
/// </summary>
public sealed class RequestTurns
{
    private readonly List<Lane> connections = [];
    private readonly Dictionary<string, Lane> workers = new(StringComparer.Ordinal);
    private readonly TurnOptions options;
    private readonly TurnGate gate;

    public RequestTurns(ConnectionLimits limits, TurnOptions options, RequestOptions times, TimeProvider clock)
        : this(options, times, clock) =>
        connections.AddRange(limits.All.OrderBy(l => l.Key, StringComparer.Ordinal).Select(l => new Lane(l.Key, l.Value, Lane.ForLarge(l.Value))));

    private RequestTurns(TurnOptions options, RequestOptions times, TimeProvider clock)
    {
        this.options = options;

        // Whoever is turned away is back after the busy delay, give or take what the queue needs.
        gate = new TurnGate(clock, options.Patience, 3 * times.BusyDelay);
        foreach (var queue in (string[])[QueueNames.Export, QueueNames.Deletion])
        {
            // How many runs there are at once is up to the worker; only the large ones are counted.
            workers.Add(queue, new Lane(queue, int.MaxValue, Lane.ForLarge(options.Workers)));
        }
    }

    /// <summary>What is taken just now, by connection and queue.</summary>
    public IReadOnlyList<LaneState> Look() => gate.Look([.. connections, .. workers.Values]);

    /// <summary>For a process that only ever works one request at a time, as tools and tests do.</summary>
    public static RequestTurns Unlimited(RequestOptions times, TimeProvider clock) =>
        new(new TurnOptions { LargeRows = long.MaxValue, LargeBytes = long.MaxValue }, times, clock);

    internal async Task<JobResult> RunAsync(IRun run, Func<IRun, Task<JobResult>> work, CancellationToken cancellationToken)
    {
        var request = run.Request;
        var ask = new TurnAsk(request.Id, request.GraceEnds ?? request.Received, [.. connections, workers[RequestQueues.For(request.Kind)]], request.Large);
        using var turn = await gate.TakeAsync(ask, cancellationToken);
        if (turn is null)
        {
            return JobResult.Later;
        }

        try
        {
            return await work(new TurnRun(run, turn, options));
        }
        catch (GiveWayException)
        {
            return JobResult.Later;
        }
    }
}
