using DataRights.Cli.Hosting;
using DataRights.Queueing;
using DataRights.Requests;
using Microsoft.Extensions.Hosting;

namespace DataRights.Cli.Workers;

/// <summary>Works both queues until the host stops.</summary>
internal sealed class JobWorkers(EmbeddedWorker worker) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        worker.RunAsync(QueueNames.Export, EmbeddedTimes.Concurrency, stoppingToken),
        worker.RunAsync(QueueNames.Deletion, EmbeddedTimes.Concurrency, stoppingToken));
}
