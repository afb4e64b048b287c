namespace DataRights.Deletion.Replay;

/// <summary>A replay as stored, so that it goes on where it was stopped.</summary>
internal sealed record ReplayRecord
{
    public const int CurrentSchema = 1;

    public int Schema { get; init; } = CurrentSchema;

    /// <summary>UUID version 7; also the generation under which restored databases count from now on.</summary>
    public required string Id { get; init; }

    public required DateTimeOffset Since { get; init; }

    public string? Source { get; init; }

    public required bool DryRun { get; init; }

    public required DateTimeOffset Started { get; init; }

    public DateTimeOffset? Finished { get; init; }

    /// <summary>The databases that were restored when it began.</summary>
    public required IReadOnlyList<string> Restored { get; init; }

    /// <summary>Whether the restored databases bear its mark.</summary>
    public bool Marked { get; init; }

    /// <summary>A marked database lost the mark: it was restored once more, and all must be done again.</summary>
    public bool Void { get; init; }

    /// <summary>The last tombstone that was decided on.</summary>
    public string? Passed { get; init; }

    /// <summary>Whether every tombstone has been decided on.</summary>
    public bool Decided { get; init; }

    public IReadOnlyList<ReplayedDeletion> Deletions { get; init; } = [];

    /// <summary>Whether the raw rows that the backup brought back are destroyed again.</summary>
    public bool Retained { get; init; }

    /// <summary>What was destroyed again by each retention rule of the replay's databases.</summary>
    public IReadOnlyList<ReplayedRule> Rules { get; init; } = [];

    public ReplayOrder Order => new(Since, Source, DryRun);
}
