using DataRights.Cli.Hosting;
using DataRights.Queueing;
using DataRights.Recipients;
using DataRights.Requests;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace DataRights.Cli.Workers;

/// <summary>Works all queues until the host stops.</summary>
internal sealed class JobWorkers(
    IJobReceiver receiver,
    RequestRunner requests,
    OutgoingRunner outgoing,
    TimeProvider time,
    ILogger<EmbeddedWorker> logger) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        WorkAsync(QueueNames.Export, requests, stoppingToken),
        WorkAsync(QueueNames.Deletion, requests, stoppingToken),
        WorkAsync(QueueNames.Webhook, outgoing, stoppingToken));

    private Task WorkAsync(string queue, IMessageHandler handler, CancellationToken stoppingToken) =>
        new EmbeddedWorker(receiver, handler, EmbeddedTimes.Worker, time, logger).RunAsync(queue, EmbeddedTimes.Concurrency, stoppingToken);
}
