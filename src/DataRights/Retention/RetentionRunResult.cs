namespace DataRights.Retention;

/// <summary>
/// What one run did for one rule. Counts of what was suppressed are for operators only. With a failure the counts say
/// how far the run came; nothing is lost, and the next run goes on from there.
/// </summary>
public sealed record RetentionRunResult(string Rule)
{
    public int DaysPublished { get; init; }

    public long RawRows { get; init; }

    public long CellsPublished { get; init; }

    public long CellsSuppressed { get; init; }

    public long RowsPublished { get; init; }

    public long RowsSuppressed { get; init; }

    /// <summary>Days of which a count has found no raw row left.</summary>
    public int DaysDestroyed { get; init; }

    public long RowsDestroyed { get; init; }

    /// <summary>Identities destroyed, that only destroyed rows had led to.</summary>
    public long IdentitiesDestroyed { get; init; }

    /// <summary>Rows that came after their day was published: destroyed, in no published cell.</summary>
    public long LateRows { get; init; }

    /// <summary>Rows without a readable time: left alone, to be mended by someone.</summary>
    public long UndatedRows { get; init; }

    /// <summary>Rows dated in the future: left alone until their day has passed the window.</summary>
    public long FutureRows { get; init; }

    /// <summary>Rows past the window that legal holds keep, those of earlier runs included.</summary>
    public long HeldRows { get; init; }

    /// <summary>The time slice was used up; another run goes on.</summary>
    public bool MoreWork { get; init; }

    /// <summary>How far past the window the oldest day is that is not destroyed yet; zero when none is, null when it could not be told.</summary>
    public TimeSpan? Lag { get; init; }

    /// <summary>Why the rule stopped: a code of <see cref="RetentionRuleException"/> or <see cref="Sources.SourceException"/>; null when it did not.</summary>
    public string? FailureCode { get; init; }

    /// <summary>Whether the same run may succeed later without anyone's doing.</summary>
    public bool FailureIsTransient { get; init; }
}
