using DataRights.Deletion.Receipts;

namespace DataRights.Cli.Client;

/// <summary>What a caller needs of a request's view.</summary>
public sealed record RequestState(string Id, string Status, string? Outcome, IReadOnlyList<StepState> Steps, IReadOnlyList<string> Findings)
{
    /// <summary>How far the recipients of a deletion have been told; null where none is.</summary>
    public IReadOnlyList<RecipientFact>? Recipients { get; init; }

    /// <summary>The archive of an export; null while there is none.</summary>
    public ArchiveState? Archive { get; init; }

    public bool HasEnded => Status is "completed" or "failed" or "cancelled" or "waiting";
}
