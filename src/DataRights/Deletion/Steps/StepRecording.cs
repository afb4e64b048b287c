using System.Globalization;
using DataRights.Requests;

namespace DataRights.Deletion.Steps;

/// <summary>Ends a step: ledger entry, then checkpoint. Done again after a crash between the two, both are the same.</summary>
internal static class StepRecording
{
    public static async Task EndAsync(
        this IRun run, string step, string code, IReadOnlyDictionary<string, long> counts, DateTimeOffset at, Func<DeletionState, DeletionState> change, CancellationToken cancellationToken)
    {
        var pass = DeletionState.Of(run.Request).Pass;
        await run.RecordAsync(pass == 0 || step.Contains('/', StringComparison.Ordinal) ? step : string.Create(CultureInfo.InvariantCulture, $"p{pass}/{step}"), code, counts.ToDictionary(c => c.Key, c => c.Value.ToString(CultureInfo.InvariantCulture)), cancellationToken);
        await run.CheckpointAsync(
            r => r with
            {
                Steps = [.. r.Steps, new RequestStep(step, at, counts)],
                Checkpoint = change(DeletionState.Of(r)).ToString(),
            },
            cancellationToken);
    }
}
