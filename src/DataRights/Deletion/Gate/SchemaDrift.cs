using System.Collections.Concurrent;
using DataRights.Mapping;
using DataRights.Mapping.Coverage;
using DataRights.Requests;
using DataRights.Sources;
using DataRights.Storage;
using DataRights.Telemetry;
using Microsoft.Extensions.Logging;

namespace DataRights.Deletion.Gate;

/// <summary>
/// Once a day, and once for each new map, compares every database's live schema with the map, so that a gap is known before a
/// deletion meets it. Of several processes one tells of it in the log; each records the gauge at every round. A source that does
/// not answer is trouble and no drift: what was known of it stays, and the next round asks again.
/// </summary>
public sealed class SchemaDrift(DataMap map, SourceSet sources, IObjectStore store, TimeProvider time, ILogger<SchemaDrift> logger) : IHousekeepingChore
{
    private readonly ConcurrentDictionary<string, DriftState> known = new(StringComparer.Ordinal);

    public string Name => "schema-drift";

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        SourceException? unanswered = null;
        foreach (var source in sources.AllRows)
        {
            try
            {
                await TendAsync(source, cancellationToken);
            }
            catch (SourceException e)
            {
                // The others are compared first; then the round hears of it.
                unanswered ??= e;
            }
        }

        if (unanswered is not null)
        {
            throw unanswered;
        }
    }

    private async Task TendAsync(IRowSource source, CancellationToken cancellationToken)
    {
        var before = known.GetValueOrDefault(source.Name);
        if (before is not null)
        {
            // Also when the source does not answer: what was found is not mended by that.
            DriftMeter.Found(source.Name, before.Findings, []);
        }

        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var state = IsOf(before, today) ? before! : await CompareAsync(source, today, cancellationToken);
        known[source.Name] = state;
        DriftMeter.Found(source.Name, state.Findings, before?.Findings.Keys ?? []);
    }

    private async Task<DriftState> CompareAsync(IRowSource source, DateOnly today, CancellationToken cancellationToken)
    {
        var name = ObjectNames.DriftOf(source.Name);
        var stored = await store.ReadAsync(name, cancellationToken);
        var last = stored is null ? null : StateJson.Read<DriftState>(name, stored.Content, DriftState.CurrentSchema);
        if (IsOf(last, today))
        {
            return last!;
        }

        var findings = CoverageCheck.Compare(map, source.Name, await source.DescribeForAsync(map, cancellationToken));
        var state = DriftState.Of(today, map.Hash, findings);
        var condition = stored is null ? WriteCondition.IfAbsent : WriteCondition.IfVersion(stored.Version);
        if (await store.TryWriteAsync(name, StateJson.Write(state), condition, cancellationToken) is not null)
        {
            foreach (var finding in findings)
            {
                logger.LogWarning("Source {Source} and the data map differ: {Code} at {Subject}.", source.Name, finding.Code, finding.Subject);
            }
        }

        return state;
    }

    private bool IsOf(DriftState? state, DateOnly day) => state is not null && state.Day == day && state.MapHash == map.Hash;
}
