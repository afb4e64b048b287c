namespace DataRights.Deletion.Holds;

/// <summary>
/// Legal holds. A hold keeps records from deletion, from the later deletion of retained rows, and recipients from being told; it never
/// keeps anybody from access. Every method is safe to repeat.
/// </summary>
public interface IHolds
{
    /// <summary>How long after its placing or last review a hold is to be reviewed, unless another date is given.</summary>
    public static readonly TimeSpan ReviewedAfter = TimeSpan.FromDays(90);

    /// <summary>
    /// Places the hold. From its being written down no run that starts takes what it covers; once <see cref="Hold.Acknowledged"/> is
    /// set no database commits an effect that was begun before either. Where a database cannot be asked that is left to
    /// housekeeping, and it is null.
    /// </summary>
    /// <exception cref="Requests.RequestRefusedException">Code <c>hold-invalid</c>, <c>subject-not-found</c>, or one of a submission's.</exception>
    Task<PlacedHold> PlaceAsync(HoldOrder order, CancellationToken cancellationToken);

    Task<HoldView?> GetAsync(string id, CancellationToken cancellationToken);

    /// <summary>Holds, newest first: all of them, or those that are active. <paramref name="request"/>: only those on the person of that request.</summary>
    Task<IReadOnlyList<HoldView>> ListAsync(bool activeOnly, string? request, CancellationToken cancellationToken);

    /// <summary>Ends the hold, and has what waited for it go on. Null when there is no such hold.</summary>
    Task<HoldView?> ReleaseAsync(string id, CancellationToken cancellationToken);

    /// <summary>Notes that the hold was reviewed and is still needed; it is looked at again at <paramref name="reviewBy"/>. Null when there is no such hold.</summary>
    /// <exception cref="Requests.RequestRefusedException">Code <c>hold-invalid</c>, or <c>hold-released</c>.</exception>
    Task<HoldView?> ReviewAsync(string id, DateTimeOffset? reviewBy, CancellationToken cancellationToken);
}
