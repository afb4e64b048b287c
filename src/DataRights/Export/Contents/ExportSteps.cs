using DataRights.Mapping;
using DataRights.Requests;
using DataRights.Telemetry;

namespace DataRights.Export.Contents;

/// <summary>The steps of the record: they are there to be seen, and are written when some time has passed, with a checkpoint, and at the end.</summary>
internal sealed class ExportSteps(IRun run, TimeProvider time)
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    private readonly List<RequestStep> steps = [];
    private long written = time.GetTimestamp();

    /// <summary>Notes a finished collection.</summary>
    public async Task AddAsync(Collection collection, IReadOnlyDictionary<string, long> counts, CancellationToken cancellationToken)
    {
        steps.Add(new RequestStep(ExportMeter.StepOf(collection), time.GetUtcNow(), counts));
        if (time.GetElapsedTime(written) >= Every)
        {
            await run.CheckpointAsync(On, cancellationToken);
            Written();
        }
    }

    /// <summary>The record with the steps that are not written yet. A collection that was exported again has its last one.</summary>
    public RequestRecord On(RequestRecord record)
    {
        var names = steps.Select(s => s.Name).ToHashSet(StringComparer.Ordinal);
        return record with { Steps = [.. record.Steps.Where(s => !names.Contains(s.Name)), .. steps] };
    }

    public void Written()
    {
        steps.Clear();
        written = time.GetTimestamp();
    }
}
