using DataRights.Export;
using DataRights.Requests;
using DataRights.Storage;

namespace DataRights.Deletion;

/// <summary>The archives that earlier exports of a subject left for download.</summary>
public sealed class SubjectArchives(IObjectStore store, RequestStore requests, ArchiveDestruction destruction)
{
    /// <summary>The ids of the requests whose archives are there.</summary>
    public async Task<IReadOnlyList<string>> FindAsync(string subjectReference, CancellationToken cancellationToken)
    {
        var found = new List<string>();
        await foreach (var entry in store.ListAsync(ObjectNames.Archives, cancellationToken))
        {
            var id = Path.GetFileNameWithoutExtension(entry.Name);
            if (await requests.ReadAsync(id, cancellationToken) is { } read && read.Record.SubjectReference == subjectReference)
            {
                found.Add(id);
            }
        }

        return found;
    }

    /// <summary>Destroys the request's archive and notes it in the record. Idempotent.</summary>
    public async Task DestroyAsync(string requestId, CancellationToken cancellationToken)
    {
        // Written by another meanwhile: read again, since the destruction must be in the record that stays.
        while (await requests.ReadAsync(requestId, cancellationToken) is { } read
            && await requests.TryUpdateAsync(read, await destruction.DestroyAsync(read.Record, cancellationToken), cancellationToken) is null)
        {
        }
    }
}
