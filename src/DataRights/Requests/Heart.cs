using DataRights.Sources;
using Microsoft.Extensions.Logging;

namespace DataRights.Requests;

/// <summary>Shows a run's life while its job works, and stops the job when the run has been overtaken.</summary>
internal sealed class Heart : IAsyncDisposable
{
    private readonly CancellationTokenSource stop;
    private readonly CancellationTokenSource work;
    private readonly Task beating;

    public Heart(Run run, TimeProvider clock, RequestOptions options, ILogger logger, CancellationToken cancellationToken)
    {
        work = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        stop = CancellationTokenSource.CreateLinkedTokenSource(work.Token);
        beating = BeatAsync(run, clock, options, logger);
    }

    /// <summary>The job's token: the host's, cancelled as well when the run is overtaken.</summary>
    public CancellationToken Work => work.Token;

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await beating;
        stop.Dispose();
        work.Dispose();
    }

    private async Task BeatAsync(Run run, TimeProvider clock, RequestOptions options, ILogger logger)
    {
        using var timer = new PeriodicTimer(options.HeartbeatEvery, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stop.Token))
            {
                await BeatOnceAsync(run, logger);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The run is over.
        }
    }

    private async Task BeatOnceAsync(Run run, ILogger logger)
    {
        try
        {
            await run.BeatAsync(stop.Token);
        }
        catch (FencedException)
        {
            await work.CancelAsync();
        }
        catch (Exception e) when (e is not OperationCanceledException || !stop.IsCancellationRequested)
        {
            // A missed beat is no reason to stop: the next one may succeed, and the epoch guards every effect.
            logger.LogWarning("A heartbeat of request {RequestId} was not written: {Code}.", run.Request.Id, Trouble.Of(e, stop.Token).Code);
        }
    }
}
