using DataRights.Mapping;
using DataRights.Storage;
using DataRights.Subjects;

namespace DataRights.Requests;

/// <summary>
/// Takes a submission in. Order of effects: the idempotency key, the claim, the record, then <see cref="Admission"/>.
/// A claim without a record counts for nothing, so a stop in between leaves no second request behind; who had the claim
/// taken over meanwhile finds out in admission, and its record is discarded after the key has been led to the first.
/// </summary>
internal sealed class Submitter(DataMap map, RequestPorts ports, RequestDesk desk, ISubjectResolver resolver, ISubjectReferencer referencer)
{
    private readonly Admission admission = new(desk);
    private readonly IdempotencyKeys keys = new(ports.Objects, ports.Sealer);
    private readonly RequestDrafts drafts = new(map, new RequestSeals(ports.Sealer));
    private readonly SubmissionReader reader = new(map, ports.Options);
    private readonly ExportSpacing spacing = new(map, desk);

    /// <param name="submission">What is asked for.</param>
    /// <param name="traceParent">The trace that a request made by this call belongs to.</param>
    /// <param name="cancellationToken">Ends the call; what it did so far stands.</param>
    public async Task<SubmitResult> SubmitAsync(Submission submission, string? traceParent, CancellationToken cancellationToken)
    {
        var identifiers = reader.Read(submission);
        var digest = SubmissionReader.Digest(submission, identifiers);
        var known = await FindKeyAsync(submission, digest, cancellationToken);
        if (known is not null && await desk.Store.ReadAsync(known.RequestId, cancellationToken) is { } earlier)
        {
            return new SubmitResult(await StandingAsync(earlier, submission, cancellationToken), Created: false);
        }

        // The subject is looked for before the key is tied, so that a refused request may be mended under the same key.
        var root = await resolver.ResolveAsync(identifiers, cancellationToken);
        var references = root is null ? [] : referencer.References(root);
        var reference = root is null ? null : await desk.Claims.StandingAsync(references, cancellationToken);
        if (reference is not null && await desk.Claims.FindOpenAsync(reference, submission.Kind, cancellationToken) is { } open)
        {
            return await JoinAsync(open, submission, digest, known?.RequestId, cancellationToken);
        }

        var at = ports.Clock.GetUtcNow();
        var isExport = root is not null && submission.Kind != RequestKind.Deletion;
        var next = isExport ? await spacing.NextAsync(references, cancellationToken) : null;
        if (next is { } early && submission is { RepeatAllowedBy: null, RecordsRefusal: false })
        {
            throw ExportSpacing.Refusal(early, at);
        }

        var id = known?.RequestId ?? Guid.CreateVersion7(at).ToString("D");
        if (known is null && submission.IdempotencyKey is { } key && !await keys.TryAddAsync(key, digest, id, at, cancellationToken))
        {
            known = (await FindKeyAsync(submission, digest, cancellationToken))!;
            id = known.RequestId;
        }

        var secret = StatusSecret.New();
        var opening = root is null || submission.Kind != RequestKind.Deletion ? null : OpeningOf(submission, identifiers);
        var draft = drafts.Make(id, submission, identifiers, root, reference, known?.At ?? at, secret) with
        {
            SubjectBinding = opening is null ? null : SubjectBinding.Hash(opening),
            Announced = ports.Announcer is not null,
            TraceParent = traceParent,
            RepeatAllowedBy = next is null ? null : submission.RepeatAllowedBy,
        };
        if (root is not null && (next is null || submission.RepeatAllowedBy is not null))
        {
            if (await desk.ClaimAsync(draft, cancellationToken) is { } holder)
            {
                return await JoinAsync(holder, submission, digest, id, cancellationToken);
            }

            next = isExport && submission.RepeatAllowedBy is null ? await spacing.NextAsync(references, draft, cancellationToken) : null;
            if (next is { } overtaken)
            {
                await desk.Claims.ReleaseAsync(reference!, draft.Id, cancellationToken);
                if (!submission.RecordsRefusal)
                {
                    throw ExportSpacing.Refusal(overtaken, at);
                }
            }
        }

        if (next is not null && submission.RepeatAllowedBy is null)
        {
            draft = RequestDrafts.Refused(draft, ExportSpacing.TooSoon);
        }

        var created = await desk.Store.TryCreateAsync(draft, cancellationToken);
        var stored = created ?? await desk.Store.ReadAsync(id, cancellationToken) ?? throw new StoreException("request-superseded", transient: true);
        var standing = await StandingAsync(stored, submission, cancellationToken);
        var isNew = created is not null && standing.Id == id;
        return new SubmitResult(standing, Created: isNew) { StatusSecret = isNew ? secret : null, Opening = isNew ? opening : null };
    }

    private static SubjectOpening OpeningOf(Submission submission, IReadOnlyList<Identifier> identifiers) =>
        new(submission.OpeningSalt ?? SubjectBinding.NewSalt(), identifiers.ToDictionary(i => i.Name, i => i.Value));

    private async Task<IdempotencyEntry?> FindKeyAsync(Submission submission, byte[] digest, CancellationToken cancellationToken) =>
        submission.IdempotencyKey is { } key ? await keys.FindAsync(key, digest, cancellationToken) : null;

    /// <summary>Answers with the open request, and leads the key there from the request it was tied to, if it was.</summary>
    private async Task<SubmitResult> JoinAsync(StoredRequest open, Submission submission, byte[] digest, string? tiedTo, CancellationToken cancellationToken)
    {
        if (submission.IdempotencyKey is { } key)
        {
            if (tiedTo is not null)
            {
                await keys.RedirectAsync(key, tiedTo, open.Record.Id, cancellationToken);
            }
            else
            {
                await keys.TryAddAsync(key, digest, open.Record.Id, ports.Clock.GetUtcNow(), cancellationToken);
            }
        }

        return new SubmitResult(await StandingAsync(open, submission with { IdempotencyKey = null }, cancellationToken), Created: false);
    }

    /// <summary>The request that stands for a stored one, its submission finished if that was cut short.</summary>
    private async Task<RequestRecord> StandingAsync(StoredRequest stored, Submission submission, CancellationToken cancellationToken)
    {
        if (stored.Record.Status != RequestStatus.Accepted)
        {
            return stored.Record;
        }

        var standing = await admission.AdmitAsync(stored, cancellationToken);
        if (standing.Id != stored.Record.Id)
        {
            if (submission.IdempotencyKey is { } key)
            {
                await keys.RedirectAsync(key, stored.Record.Id, standing.Id, cancellationToken);
            }

            await desk.Store.TryDeleteAsync(stored, cancellationToken);
        }

        return standing;
    }
}
