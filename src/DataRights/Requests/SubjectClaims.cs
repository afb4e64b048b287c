using DataRights.Storage;

namespace DataRights.Requests;

/// <summary>
/// The one place where requests of a subject meet. Each change is one conditional write, tried again from a fresh read
/// when another came first. An object that says nothing any more is deleted.
/// </summary>
internal sealed class SubjectClaims(IObjectStore objects, RequestStore requests, TimeProvider clock, RequestOptions options)
{
    /// <summary>Whoever loses this often meets a store that is not working, not company.</summary>
    private const int MostTries = 200;

    /// <summary>
    /// Which of the subject's references (the current one first) a new request goes by: an older one as long as something
    /// of the subject is open under it, so that a person's requests meet in one place while a key is being rotated.
    /// </summary>
    public async Task<string> StandingAsync(IReadOnlyList<string> references, CancellationToken cancellationToken)
    {
        foreach (var older in references.Skip(1).Reverse())
        {
            if (await ReadAsync(older, cancellationToken) is { Version: not null })
            {
                return older;
            }
        }

        return references[0];
    }

    /// <summary>The open request of that kind, or null.</summary>
    public async Task<StoredRequest?> FindOpenAsync(string reference, RequestKind kind, CancellationToken cancellationToken)
    {
        var (claim, _) = await ReadAsync(reference, cancellationToken);
        var holder = claim.Holder(kind) is { } id ? await requests.ReadAsync(id, cancellationToken) : null;
        return holder is { Record.IsOpen: true } ? holder : null;
    }

    /// <summary>
    /// Claims the subject for the request. Null when it is the request's now; otherwise the request that has it, which
    /// may have ended without freeing it. A claim whose record is missing is replaced.
    /// </summary>
    public async Task<StoredRequest?> ClaimAsync(RequestRecord request, CancellationToken cancellationToken)
    {
        StoredRequest? holder = null;
        await ChangeAsync(request.SubjectReference!, async claim =>
        {
            var id = claim.Holder(request.Kind);
            holder = id is null || id == request.Id ? null : await requests.ReadAsync(id, cancellationToken);
            return holder is null && id != request.Id ? claim.With(request.Kind, request.Id) : claim;
        }, cancellationToken);
        return holder;
    }

    /// <summary>
    /// Whether another request has had the claim since this one did. A record is only made by who has the claim, so one
    /// without it was overtaken, unless the overtaker has left no record.
    /// </summary>
    public async Task<bool> IsOvertakenAsync(RequestRecord request, CancellationToken cancellationToken)
    {
        var (claim, _) = await ReadAsync(request.SubjectReference!, cancellationToken);
        return claim.Holder(request.Kind) is not { } id
            || (id != request.Id && await requests.ReadAsync(id, cancellationToken) is not null);
    }

    /// <summary>
    /// Takes the subject's slot for a run. The run's record must say Running already: a holder whose record does not say
    /// so has nothing under way. A holder that shows no life is fenced off by its epoch, then replaced.
    /// </summary>
    public async Task<SlotOutcome> TakeSlotAsync(RequestRecord run, CancellationToken cancellationToken)
    {
        var outcome = SlotOutcome.Taken;
        await ChangeAsync(run.SubjectReference!, async claim =>
        {
            outcome = await CompanyAsync(claim, run, cancellationToken);
            return outcome.Kind == SlotOutcome.Answer.Taken
                ? claim.With(run.Kind, run.Id) with { Running = new SubjectClaim.RunningSlot(run.Id, run.Epoch) }
                : claim;
        }, cancellationToken);
        return outcome;
    }

    /// <summary>Gives the slot back. Nothing happens when it is a newer run's.</summary>
    public Task ReleaseSlotAsync(RequestRecord run, CancellationToken cancellationToken) =>
        ChangeAsync(run.SubjectReference!, claim => Task.FromResult(claim.WithoutRun(run.Id, run.Epoch)), cancellationToken);

    /// <summary>Takes the request off the subject. Idempotent.</summary>
    public Task ReleaseAsync(string reference, string requestId, CancellationToken cancellationToken) =>
        ChangeAsync(reference, claim => Task.FromResult(claim.Without(requestId)), cancellationToken);

    /// <summary>The ids of all requests that the subject's object names.</summary>
    public async Task<IReadOnlyList<string>> NamedAsync(string reference, CancellationToken cancellationToken)
    {
        var (claim, _) = await ReadAsync(reference, cancellationToken);
        IEnumerable<string> running = claim.Running is { } slot ? [slot.RequestId] : [];
        return [.. claim.Open.Select(o => o.RequestId).Concat(running).Distinct()];
    }

    /// <summary>Other exports that claim the subject: those that claimed it before the request, and those that did after it.</summary>
    public async Task<(IReadOnlyList<string> Ahead, IReadOnlyList<string> Behind)> NeighboursAsync(RequestRecord request, CancellationToken cancellationToken)
    {
        var (claim, _) = await ReadAsync(request.SubjectReference!, cancellationToken);
        var exports = claim.Open.Where(o => o.Kind != RequestKind.Deletion).Select(o => o.RequestId).ToList();
        var at = exports.IndexOf(request.Id);
        return at < 0 ? (exports, []) : (exports[..at], exports[(at + 1)..]);
    }

    private async Task<SlotOutcome> CompanyAsync(SubjectClaim claim, RequestRecord run, CancellationToken cancellationToken)
    {
        if (claim.Holder(run.Kind) is { } holder && holder != run.Id && await requests.ReadAsync(holder, cancellationToken) is { } other)
        {
            return new SlotOutcome(SlotOutcome.Answer.Claimed, other.Record);
        }

        if (claim.Running is not { } slot || slot.RequestId == run.Id
            || await requests.ReadAsync(slot.RequestId, cancellationToken) is not { Record.Status: RequestStatus.Running } running)
        {
            return SlotOutcome.Taken;
        }

        // Losing the write that fences it means that it lives after all.
        return running.Record.IsAlive(clock.GetUtcNow(), options)
            || await requests.TryUpdateAsync(running, running.Record with { Epoch = running.Record.Epoch + 1 }, cancellationToken) is null
                ? new SlotOutcome(SlotOutcome.Answer.Busy, running.Record)
                : SlotOutcome.Taken;
    }

    private async Task<(SubjectClaim Claim, string? Version)> ReadAsync(string reference, CancellationToken cancellationToken)
    {
        var name = ObjectNames.Subject(reference);
        return await objects.ReadAsync(name, cancellationToken) is { } stored
            ? (StateJson.Read<SubjectClaim>(name, stored.Content, SubjectClaim.CurrentSchema), stored.Version)
            : (new SubjectClaim(), null);
    }

    private async Task ChangeAsync(string reference, Func<SubjectClaim, Task<SubjectClaim>> change, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < MostTries; attempt++)
        {
            var (claim, version) = await ReadAsync(reference, cancellationToken);
            var next = await change(claim);
            if (ReferenceEquals(next, claim) || (version is null && next.IsEmpty) || await WriteAsync(reference, next, version, cancellationToken))
            {
                return;
            }
        }

        throw new StoreException("subject-contention", transient: true);
    }

    private async Task<bool> WriteAsync(string reference, SubjectClaim next, string? version, CancellationToken cancellationToken)
    {
        var name = ObjectNames.Subject(reference);
        if (next.IsEmpty)
        {
            return await objects.DeleteAsync(name, WriteCondition.IfVersion(version!), cancellationToken);
        }

        var condition = version is null ? WriteCondition.IfAbsent : WriteCondition.IfVersion(version);
        return await objects.TryWriteAsync(name, StateJson.Write(next), condition, cancellationToken) is not null;
    }
}
