using DataRights.Sources;
using DataRights.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace DataRights.Cli.Workers;

/// <summary>
/// Does something at once and then every so often, or more rarely when it takes long itself: at most a tenth of the time goes
/// into it. A store or source that fails is tried again the next time.
/// </summary>
internal abstract class Timer(TimeSpan every, TimeProvider time, ILogger logger) : BackgroundService
{
    protected abstract Task RunAsync(CancellationToken cancellationToken);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        long began;
        do
        {
            began = time.GetTimestamp();
            try
            {
                await RunAsync(stoppingToken);
            }
            catch (Exception e) when (e is SourceException or StoreException)
            {
                logger.LogWarning("{Timer} could not finish and will be tried again: {Reason}", GetType().Name, e.Message);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                // A fault of one timer must not end the host, and with it the work on everybody's requests.
                logger.LogError("{Timer} failed with {ExceptionType} and will be tried again.", GetType().Name, e.GetType().FullName);
            }
        }
        while (await WaitAsync(time.GetElapsedTime(began), stoppingToken));
    }

    private async Task<bool> WaitAsync(TimeSpan took, CancellationToken stoppingToken)
    {
        try
        {
            var pause = every - took;
            await Task.Delay(pause > 9 * took ? pause : 9 * took, time, stoppingToken);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
