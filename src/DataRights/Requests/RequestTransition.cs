namespace DataRights.Requests;

/// <summary>
/// A change of a request as others see it, numbered from 1 without gaps: of its status, or of its archive. Written in the same write as
/// what changed, so that what is announced is what happened.
/// </summary>
/// <param name="Seq">Its number within the request.</param>
/// <param name="Status">The status from then on.</param>
/// <param name="Outcome">The code that came with it, when there is one.</param>
/// <param name="At">When.</param>
public sealed record RequestTransition(int Seq, RequestStatus Status, string? Outcome, DateTimeOffset At)
{
    /// <summary>What happened to the archive of a request that stays in its status (<see cref="ArchiveEvents"/>); null for a change of status.</summary>
    public string? Event { get; init; }

    /// <summary>Which hand-out of the archive it was, counted from 1; null for everything else.</summary>
    public int? Download { get; init; }
}
