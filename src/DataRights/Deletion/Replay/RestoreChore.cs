using DataRights.Requests;
using DataRights.Sources;
using DataRights.Telemetry;
using Microsoft.Extensions.Logging;

namespace DataRights.Deletion.Replay;

/// <summary>Looks at every round whether a database was restored, so that it is noticed also when no request comes.</summary>
public sealed class RestoreChore(SourceSet sources, RestoreWatch watch, ILogger<RestoreChore> logger) : IHousekeepingChore
{
    public string Name => "restored-sources";

    /// <exception cref="SourceException">Code <see cref="RestoreWatch.Outcome"/>: a source was restored and not replayed.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var restored = await watch.RestoredAsync(cancellationToken);
        RestoreMeter.Found(sources.Guards.Select(g => g.Name), restored);
        foreach (var source in restored)
        {
            logger.LogError("{Sentence}", RestoreWatch.Sentence(source));
        }

        if (restored.Count > 0)
        {
            throw new SourceException(restored[0], RestoreWatch.Outcome, transient: false);
        }
    }
}
