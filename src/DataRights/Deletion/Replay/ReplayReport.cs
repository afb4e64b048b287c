namespace DataRights.Deletion.Replay;

/// <summary>How far a replay has come. Ids, codes and counts only.</summary>
public sealed record ReplayReport
{
    public required string Id { get; init; }

    public required DateTimeOffset Since { get; init; }

    public string? Source { get; init; }

    public required bool DryRun { get; init; }

    public required DateTimeOffset Started { get; init; }

    /// <summary>When all was decided and every replayed deletion had ended; null before. From then on the databases are worked on again.</summary>
    public DateTimeOffset? Finished { get; init; }

    /// <summary>Whether nothing moves until an operator has seen to a replayed deletion that waits or failed.</summary>
    public required bool Stuck { get; init; }

    /// <summary>Databases that were found restored when it began.</summary>
    public required IReadOnlyList<string> Restored { get; init; }

    public required IReadOnlyList<ReplayItem> Items { get; init; }

    /// <summary>What was destroyed again of analytics, by rule; empty before the deletions have ended.</summary>
    public IReadOnlyList<ReplayedRule> Rules { get; init; } = [];

    /// <summary>Sentences for operators.</summary>
    public required IReadOnlyList<string> Findings { get; init; }

    public int Count(ReplayVerdict verdict) => Items.Count(i => i.Verdict == verdict);
}
