using DataRights.Mapping;

namespace DataRights.Sources;

/// <summary>Deletes the retained rows of one deletion whose time is over.</summary>
/// <param name="RequestId">The deletion.</param>
/// <param name="Step">Names this sweep, unique in the request: what it deletes is counted once, however often it is begun.</param>
/// <param name="Map">The map as it is now: its date decides, not the one of when the row was retained.</param>
/// <param name="AsOf">Rows whose time is over by then go.</param>
public sealed record RetainedSweep(string RequestId, string Step, DataMap Map, DateTimeOffset AsOf)
{
    /// <summary>Rows that stay although their time is over.</summary>
    public IReadOnlyList<HeldRows> Held { get; init; } = [];

    /// <summary>How many rows one transaction takes at most.</summary>
    public int BatchRows { get; init; } = 1_000;

    /// <summary>Called before each batch. What it throws ends the sweep before the batch.</summary>
    public Func<CancellationToken, Task> BeforeBatchAsync { get; init; } = _ => Task.CompletedTask;
}
