using DataRights.Requests;

namespace DataRights.Api.Tests.Fakes;

/// <summary>Holds records by id; what a call throws can be set.</summary>
internal sealed class FakeRequests : IRequestService
{
    public static readonly DateTimeOffset Received = new(2026, 3, 1, 10, 0, 0, TimeSpan.Zero);

    public Dictionary<string, RequestRecord> Records { get; } = [];

    public List<Submission> Submissions { get; } = [];

    public Func<Submission, SubmitResult>? OnSubmit { get; set; }

    public Func<Exception>? Fails { get; set; }

    /// <summary>Told of every call, also of one that finds nothing.</summary>
    public Action? OnCall { get; set; }

    public List<string> AskedIds { get; } = [];

    public List<(RequestStatus? Status, string? Before, int Limit)> Lists { get; } = [];

    public RequestRecord Add(RequestKind kind, RequestStatus status = RequestStatus.Queued)
    {
        var id = Guid.CreateVersion7(Received.AddSeconds(Records.Count)).ToString();
        return Put(new RequestRecord
        {
            Id = id, Kind = kind, Status = status, LedgerReference = "l" + id, Received = Received, Due = Received.AddMonths(1),
            SubjectReference = FakePeople.AdasReference, RootCollection = "users", Version = 1, Epoch = 0,
        });
    }

    public RequestRecord Put(RequestRecord record) => Records[record.Id] = record;

    public Task<SubmitResult> SubmitAsync(Submission submission, CancellationToken cancellationToken)
    {
        Check();
        Submissions.Add(submission);
        return Task.FromResult(OnSubmit?.Invoke(submission) ?? new SubmitResult(Add(submission.Kind), true));
    }

    public Task<RequestRecord?> GetAsync(string id, CancellationToken cancellationToken)
    {
        Check();
        AskedIds.Add(id);
        return Task.FromResult(Records.GetValueOrDefault(id));
    }

    public Task<IReadOnlyList<RequestRecord>> ListAsync(RequestStatus? status, string? before, int limit, CancellationToken cancellationToken)
    {
        Check();
        Lists.Add((status, before, limit));
        return Task.FromResult<IReadOnlyList<RequestRecord>>([.. Records.Values
            .Where(r => (status is null || r.Status == status) && (before is null || string.CompareOrdinal(r.Id, before) < 0))
            .OrderByDescending(r => r.Id, StringComparer.Ordinal)
            .Take(limit)]);
    }

    public Task<RequestRecord?> CancelAsync(string id, CancellationToken cancellationToken) => Change(id, RequestStatus.Cancelled);

    public Task<RequestRecord?> RetryAsync(string id, CancellationToken cancellationToken) => Change(id, RequestStatus.Queued);

    public Task<RequestRecord?> ApproveAsync(string id, string role, CancellationToken cancellationToken)
    {
        Roles.Add(role);
        return Change(id, RequestStatus.Queued);
    }

    public Task<RequestRecord?> CountDownloadAsync(string id, CancellationToken cancellationToken)
    {
        Check();
        if (DownloadFails is { } failure)
        {
            throw failure;
        }

        return Task.FromResult(Records.TryGetValue(id, out var record) && record.Archive is { } archive
            ? Put(record with { Archive = archive with { Downloads = archive.Downloads + 1, LastDownload = LastDownload } })
            : null);
    }

    public Task<RequestRecord?> AllowDownloadsAsync(string id, string role, CancellationToken cancellationToken)
    {
        Check();
        Roles.Add(role);
        return Task.FromResult(Records.TryGetValue(id, out var record) && record.Archive is { } archive
            ? Put(record with { Archive = archive with { DownloadsAllowed = archive.Downloads + 10 } })
            : null);
    }

    /// <summary>Thrown by <see cref="CountDownloadAsync"/> when set.</summary>
    public Exception? DownloadFails { get; set; }

    /// <summary>When hand-outs are counted.</summary>
    public DateTimeOffset LastDownload { get; set; } = Received;

    /// <summary>By which role each approval was given.</summary>
    public List<string> Roles { get; } = [];

    private Task<RequestRecord?> Change(string id, RequestStatus status)
    {
        Check();
        return Task.FromResult(Records.TryGetValue(id, out var record) ? Put(record with { Status = status }) : null);
    }

    private void Check()
    {
        OnCall?.Invoke();
        if (Fails?.Invoke() is { } exception)
        {
            throw exception;
        }
    }
}
