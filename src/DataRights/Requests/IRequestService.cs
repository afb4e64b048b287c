namespace DataRights.Requests;

/// <summary>What heads call. Every method is safe to repeat.</summary>
public interface IRequestService
{
    /// <summary>
    /// Resolves the subject and writes the request down. A second submit of a kind that is open for the subject, or one
    /// with an idempotency key that was seen, returns the first request.
    /// </summary>
    /// <exception cref="RequestRefusedException">The request is refused for a reason that its maker can mend.</exception>
    /// <exception cref="Sources.SourceException">A source could not be asked; transient ones may be submitted again.</exception>
    Task<SubmitResult> SubmitAsync(Submission submission, CancellationToken cancellationToken);

    /// <summary>The request, or null when there is none.</summary>
    Task<RequestRecord?> GetAsync(string id, CancellationToken cancellationToken);

    /// <summary>Requests, newest first, at most <paramref name="limit"/>; <paramref name="before"/> is the last id of the page before.</summary>
    Task<IReadOnlyList<RequestRecord>> ListAsync(RequestStatus? status, string? before, int limit, CancellationToken cancellationToken);

    /// <summary>Cancels a request that has had no effect yet; null when there is no such request.</summary>
    /// <exception cref="RequestRefusedException">Code <c>too-late</c>: it has begun or ended.</exception>
    Task<RequestRecord?> CancelAsync(string id, CancellationToken cancellationToken);

    /// <summary>Queues a failed or waiting request again; null when there is no such request.</summary>
    /// <exception cref="RequestRefusedException">Code <c>not-retryable</c>.</exception>
    Task<RequestRecord?> RetryAsync(string id, CancellationToken cancellationToken);

    /// <summary>
    /// Approves what the request asks for (<see cref="RequestRecord.Asked"/>) and queues it again; null when there is no such
    /// request. Done again it changes nothing.
    /// </summary>
    /// <param name="id">The request.</param>
    /// <param name="role">The role by which the caller may approve, for the ledger; no name.</param>
    /// <param name="cancellationToken">Ends the call; what it did so far stands.</param>
    /// <exception cref="RequestRefusedException">Code <c>not-approvable</c>: nothing is asked, or it is too late.</exception>
    Task<RequestRecord?> ApproveAsync(string id, string role, CancellationToken cancellationToken);

    /// <summary>
    /// Counts one hand-out of the request's archive, before it is made: in the record and in the ledger, and announced. Every call counts.
    /// The record is returned uncounted when it has no archive, or one whose time is over; null when there is no such request.
    /// </summary>
    /// <exception cref="RequestRefusedException">Code <c>download-limit</c>: it was handed out as often as is allowed.</exception>
    Task<RequestRecord?> CountDownloadAsync(string id, CancellationToken cancellationToken);

    /// <summary>Allows as many hand-outs of the archive again, from now on, as the data map says; null when there is no such request. Done again before the next hand-out it changes nothing.</summary>
    /// <param name="id">The request.</param>
    /// <param name="role">The role by which the caller may allow it, for the ledger; no name.</param>
    /// <param name="cancellationToken">Ends the call; what it did so far stands.</param>
    /// <exception cref="RequestRefusedException">Code <c>archive-missing</c>: there is none to hand out.</exception>
    Task<RequestRecord?> AllowDownloadsAsync(string id, string role, CancellationToken cancellationToken);
}
