using DataRights.Cli.Hosting;
using DataRights.Requests;
using Microsoft.Extensions.Logging;

namespace DataRights.Cli.Workers;

/// <summary>Mends what crashes left behind, from the host's start on.</summary>
internal sealed class HousekeepingTimer(Housekeeping housekeeping, TimeProvider time, ILogger<HousekeepingTimer> logger)
    : Timer(EmbeddedTimes.HousekeepingEvery, time, logger)
{
    protected override Task RunAsync(CancellationToken cancellationToken) => housekeeping.RunAsync(cancellationToken);
}
