namespace DataRights.Requests;

/// <summary>
/// A change of a request's status as others see it, numbered from 1 without gaps. Written in the same write as the status
/// itself, so that what is announced is what happened.
/// </summary>
/// <param name="Seq">Its number within the request.</param>
/// <param name="Status">The status from then on.</param>
/// <param name="Outcome">The code that came with it, when there is one.</param>
/// <param name="At">When.</param>
public sealed record RequestTransition(int Seq, RequestStatus Status, string? Outcome, DateTimeOffset At);
