using DataRights.Cli.Hosting;
using DataRights.Retention;
using Microsoft.Extensions.Logging;

namespace DataRights.Cli.Workers;

/// <summary>Anonymizes analytics past their window. Rules that fail say so in the log by code.</summary>
internal sealed class RetentionTimer(RetentionRunner runner, TimeProvider time, ILogger<RetentionTimer> logger)
    : Timer(EmbeddedTimes.RetentionEvery, time, logger)
{
    protected override Task RunAsync(CancellationToken cancellationToken) => runner.RunAsync(EmbeddedTimes.RetentionSlice, cancellationToken);
}
