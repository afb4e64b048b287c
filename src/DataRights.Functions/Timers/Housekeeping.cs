using Microsoft.Azure.Functions.Worker;

namespace DataRights.Functions.Timers;

/// <summary>Mends what crashes and lost messages left behind, and destroys archives past their lifetime.</summary>
public sealed class Housekeeping(Requests.Housekeeping housekeeping)
{
    [Function(nameof(Housekeeping))]
    public Task RunAsync([TimerTrigger("%HousekeepingSchedule%")] TimerInfo timer, CancellationToken cancellationToken) =>
        housekeeping.RunAsync(cancellationToken);
}
