namespace DataRights.Requests;

/// <summary>What is open for one subject, as stored: at most one request of a kind, and the one run that may act.</summary>
internal sealed record SubjectClaim
{
    public const int CurrentSchema = 1;

    public int Schema { get; init; } = CurrentSchema;

    public IReadOnlyList<OpenRequest> Open { get; init; } = [];

    public RunningSlot? Running { get; init; }

    public bool IsEmpty => Open.Count == 0 && Running is null;

    public string? Holder(RequestKind kind) => Open.FirstOrDefault(o => o.Kind == kind)?.RequestId;

    public SubjectClaim With(RequestKind kind, string requestId) =>
        this with { Open = [.. Open.Where(o => o.Kind != kind), new OpenRequest(kind, requestId)] };

    public SubjectClaim Without(string requestId) => this with
    {
        Open = [.. Open.Where(o => o.RequestId != requestId)],
        Running = Running?.RequestId == requestId ? null : Running,
    };

    public SubjectClaim WithoutRun(string requestId, long epoch) =>
        Running == new RunningSlot(requestId, epoch) ? this with { Running = null } : this;

    internal sealed record OpenRequest(RequestKind Kind, string RequestId);

    internal sealed record RunningSlot(string RequestId, long Epoch);
}
