using DataRights.Functions.Composition.Settings;
using DataRights.Retention;
using Microsoft.Azure.Functions.Worker;

namespace DataRights.Functions.Timers;

/// <summary>Anonymizes analytics past their window, one time slice a tick; what is left waits for the next.</summary>
public sealed class AnonymizeAnalytics(RetentionRunner runner, HeadSettings settings)
{
    [Function(nameof(AnonymizeAnalytics))]
    public Task RunAsync([TimerTrigger("%AnonymizationSchedule%")] TimerInfo timer, CancellationToken cancellationToken) =>
        runner.RunAsync(settings.TimeSlice, cancellationToken);
}
