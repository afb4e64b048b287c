using System.Security.Cryptography;
using DataRights.Mapping;
using DataRights.Subjects;

namespace DataRights.Requests;

/// <summary>
/// Submits a deletion that does an earlier one again. Nobody asked for it anew, so it has no grace, no status secret and nobody to
/// announce it to; otherwise it is worked like any other. Idempotent by id.
/// </summary>
internal sealed class ReplaySubmitter(DataMap map, RequestDesk desk, RequestSeals seals, ISubjectReferencer referencer)
{
    private readonly Admission admission = new(desk);

    /// <summary>The request that deletes the subject: this one, or a deletion of the subject that is open already.</summary>
    public async Task<RequestRecord> SubmitAsync(string id, string replays, RootKey root, IReadOnlyList<Identifier> identifiers, CancellationToken cancellationToken)
    {
        if (await desk.Store.ReadAsync(id, cancellationToken) is not { } stored)
        {
            var draft = await DraftAsync(id, replays, root, identifiers, cancellationToken);
            if (await desk.ClaimAsync(draft, cancellationToken) is { } holder)
            {
                return holder.Record;
            }

            stored = await desk.Store.TryCreateAsync(draft, cancellationToken)
                ?? await desk.Store.ReadAsync(id, cancellationToken)
                ?? throw new Storage.StoreException("request-superseded", transient: true);
        }

        return stored.Record.Status == RequestStatus.Accepted ? await admission.AdmitAsync(stored, cancellationToken) : stored.Record;
    }

    private async Task<RequestRecord> DraftAsync(string id, string replays, RootKey root, IReadOnlyList<Identifier> identifiers, CancellationToken cancellationToken)
    {
        var now = desk.Clock.GetUtcNow();
        return new RequestRecord
        {
            Id = id,
            Kind = RequestKind.Deletion,
            Status = RequestStatus.Accepted,
            Replays = replays,

            // What was approved for the deletion is approved for doing it again, and no more than that.
            Approved = (await desk.Store.ReadAsync(replays, cancellationToken))?.Record.Approved,
            SubjectReference = await desk.Claims.StandingAsync(referencer.References(root), cancellationToken),
            RootCollection = root.Collection,
            SealedRootKey = seals.SealRoot(id, root),
            SealedIdentifiers = seals.SealIdentifiers(id, identifiers),
            LedgerReference = RandomNumberGenerator.GetHexString(32, lowercase: true),
            Received = now,
            Due = map.Clock.AnswerWithin.After(now),
            Version = 1,
            Epoch = 0,
        };
    }
}
