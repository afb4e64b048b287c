namespace DataRights.Sources;

/// <summary>What to do in one database.</summary>
/// <param name="RequestId">The request.</param>
/// <param name="Step">The step's name, unique in the request; the effect happens once per (request, step).</param>
/// <param name="Epoch">The run's epoch.</param>
/// <param name="Footprint">Whose rows.</param>
public sealed record Erasure(string RequestId, string Step, long Epoch, Footprint Footprint)
{
    /// <summary>Which capture the noted rows are of: the notes of batches are kept by it.</summary>
    public int Capture { get; init; }

    /// <summary>The steps whose outcomes are known: what another step of the request did here and could not tell is told with this one.</summary>
    public IReadOnlyCollection<string> Known { get; init; } = [];

    /// <summary>All that was noted has been treated before: only what is found now is.</summary>
    public bool IsSweep { get; init; }

    /// <summary>Asked between batches: true ends the run there.</summary>
    public Func<bool> TimeIsUp { get; init; } = () => false;

    /// <summary>
    /// Called inside the last transaction with pages of rows that were not noted before, numbered from 0: they are to be kept,
    /// sealed, before they go. When the transaction is tried again they begin with 0 again.
    /// </summary>
    public Func<int, CapturedPage, CancellationToken, Task> KeepAsync { get; init; } = (_, _, _) => Task.CompletedTask;

    /// <summary>Called before each batch. What it throws ends the run before the batch.</summary>
    public Func<CancellationToken, Task> BeforeBatchAsync { get; init; } = _ => Task.CompletedTask;

    /// <summary>How many rows the first batch takes; later ones grow or shrink so that locks are held for well under a second.</summary>
    public int BatchRows { get; init; } = 5_000;

    /// <summary>A footprint of no more rows than this is treated in one transaction.</summary>
    public int AtOnce { get; init; } = 2_000;
}
