using DataRights.Mapping;
using DataRights.Subjects;
using DataRights.Telemetry;

namespace DataRights.Requests;

/// <summary>
/// The requests of one deployment. See <see cref="IRequestService"/>; a call that is cut short is mended by repeating it
/// or by <see cref="Housekeeping"/>. Safe for concurrent use, also by several processes.
/// </summary>
public sealed class RequestService : IRequestService
{
    private readonly RequestDesk desk;
    private readonly Submitter submitter;
    private readonly ArchiveDownloads downloads;

    public RequestService(DataMap map, RequestPorts ports, IArchiveStore archives, ISubjectResolver resolver, ISubjectReferencer referencer)
    {
        desk = new RequestDesk(ports, archives);
        submitter = new Submitter(map, ports, desk, resolver, referencer);
        downloads = new ArchiveDownloads(map, desk);
    }

    public async Task<SubmitResult> SubmitAsync(Submission submission, CancellationToken cancellationToken)
    {
        using var span = Spans.Submit(submission.Kind);
        try
        {
            var result = await submitter.SubmitAsync(submission, Spans.TraceParentOf(span), cancellationToken);
            span?.SetTag(SpanTags.RequestId, result.Request.Id);
            return result;
        }
        catch (Exception e) when (span.Fails(e, cancellationToken))
        {
            throw;
        }
    }

    public async Task<RequestRecord?> GetAsync(string id, CancellationToken cancellationToken) =>
        (await desk.Store.ReadAsync(id, cancellationToken))?.Record;

    public Task<IReadOnlyList<RequestRecord>> ListAsync(RequestStatus? status, string? before, int limit, CancellationToken cancellationToken) =>
        desk.Store.ListAsync(status, before, limit, cancellationToken);

    public async Task<RequestRecord?> CancelAsync(string id, CancellationToken cancellationToken)
    {
        while (await desk.Store.ReadAsync(id, cancellationToken) is { } stored)
        {
            var record = stored.Record;
            if (record.Status != RequestStatus.Cancelled && !record.IsCancellable())
            {
                throw new RequestRefusedException("too-late", $"Request {id} is {record.Status.ToString().ToLowerInvariant()}; only a request that has had no effect yet can be cancelled.");
            }

            if (record.Status != RequestStatus.Cancelled)
            {
                record = record.EndedAs(RequestStatus.Cancelled, "cancelled", [], desk.Clock.GetUtcNow()) with
                {
                    Version = record.Version + 1,
                    Epoch = record.Epoch + 1,
                };
                if (await desk.Store.TryUpdateAsync(stored, record, cancellationToken) is null)
                {
                    continue;
                }
            }

            await desk.Ending.FinishAsync(record, cancellationToken);
            return record;
        }

        return null;
    }

    public async Task<RequestRecord?> RetryAsync(string id, CancellationToken cancellationToken)
    {
        while (await desk.Store.ReadAsync(id, cancellationToken) is { } stored)
        {
            var record = stored.Record;
            if (record.Status is not (RequestStatus.Failed or RequestStatus.Waiting) || record.SealedRootKey is null)
            {
                throw new RequestRefusedException("not-retryable", $"Request {id} is {record.Status.ToString().ToLowerInvariant()}; only a failed or waiting request can be retried.");
            }

            await ReclaimAsync(record, cancellationToken);
            var now = desk.Clock.GetUtcNow();
            var next = record.To(RequestStatus.Queued, now) with
            {
                Version = record.Version + 1,
                Attempts = 0,
                Ended = null,
                Findings = [],
                NextAttempt = now,
                Asked = null,
            };
            if (await desk.Store.TryUpdateAsync(stored, next, cancellationToken) is not null)
            {
                await desk.Dispatcher.EnqueueAsync(next, cancellationToken);
                return next;
            }
        }

        return null;
    }

    public Task<RequestRecord?> ApproveAsync(string id, string role, CancellationToken cancellationToken) =>
        new Approver(desk).ApproveAsync(id, role, cancellationToken);

    public Task<RequestRecord?> CountDownloadAsync(string id, CancellationToken cancellationToken) => downloads.CountAsync(id, cancellationToken);

    public Task<RequestRecord?> AllowDownloadsAsync(string id, string role, CancellationToken cancellationToken) => downloads.AllowAsync(id, role, cancellationToken);

    /// <summary>A failed request has given up its claim; another may have it by now.</summary>
    private async Task ReclaimAsync(RequestRecord record, CancellationToken cancellationToken)
    {
        if (record.Status == RequestStatus.Failed)
        {
            await desk.Ledger.EndedAsync(record, cancellationToken);
        }

        if (await desk.ClaimAsync(record, cancellationToken) is { } holder)
        {
            throw new RequestRefusedException("not-retryable", $"Request {record.Id} cannot be retried: request {holder.Record.Id} of the same kind is open for the subject.");
        }
    }
}
