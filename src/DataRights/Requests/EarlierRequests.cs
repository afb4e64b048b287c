using DataRights.Subjects;

namespace DataRights.Requests;

/// <summary>What a subject's other requests still keep of the subject, when the subject is deleted.</summary>
public sealed class EarlierRequests
{
    private readonly SubjectHistory history;
    private readonly RequestStore requests;
    private readonly ArchiveEnding ending;
    private readonly RequestSeals seals;
    private readonly ISubjectReferencer referencer;
    private readonly TimeProvider clock;

    public EarlierRequests(RequestPorts ports, IArchiveStore archives, ISubjectReferencer referencer)
    {
        this.referencer = referencer;
        seals = new RequestSeals(ports.Sealer);
        history = new SubjectHistory(ports.Objects);
        requests = new RequestStore(ports.Objects, ports.Announcer);
        ending = new ArchiveEnding(archives, new RequestLedger(ports.Ledger), requests);
        clock = ports.Clock;
    }

    /// <summary>
    /// Destroys the archives and working data of the subject's ended requests and what their records know of the person;
    /// returns how many archives they had. An open request loses what it has made so far and goes on to its own end.
    /// Requests from before a rotation of the key that references are made with are found as well. Idempotent.
    /// </summary>
    public async Task<int> DestroyTracesAsync(RequestRecord deletion, CancellationToken cancellationToken)
    {
        var archives = 0;
        foreach (var reference in referencer.References(seals.OpenRoot(deletion)).Append(deletion.SubjectReference!).Distinct(StringComparer.Ordinal))
        {
            archives += await DestroyTracesAsync(reference, deletion, cancellationToken);
        }

        return archives;
    }

    private async Task<int> DestroyTracesAsync(string reference, RequestRecord deletion, CancellationToken cancellationToken)
    {
        var archives = 0;
        await foreach (var id in history.IdsAsync(reference, cancellationToken))
        {
            while (id != deletion.Id && await requests.ReadAsync(id, cancellationToken) is { } stored)
            {
                // Written by another meanwhile: read again, since what is destroyed must be in the record that stays.
                if (await ending.DestroyAsync(stored, Forget, clock.GetUtcNow(), cancellationToken))
                {
                    archives += stored.Record.Archive is null ? 0 : 1;
                    break;
                }
            }
        }

        return archives;
    }

    // An export that was stopped between making its archive and recording it must not find it, or trust it, when it goes on.
    private static RequestRecord Forget(RequestRecord record) => record.IsOpen
        ? record with { Checkpoint = null }
        : record with { SealedRootKey = null, SealedIdentifiers = null, Checkpoint = null };
}
