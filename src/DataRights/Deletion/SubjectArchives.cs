using DataRights.Export;
using DataRights.Requests;
using DataRights.Storage;

namespace DataRights.Deletion;

/// <summary>The archives that earlier exports of a subject left for download.</summary>
public sealed class SubjectArchives(IObjectStore store, RequestStore requests, ArchiveDestruction destruction)
{
    /// <summary>Destroys them and notes it in their records; returns how many are destroyed. Idempotent.</summary>
    public async Task<int> DestroyAsync(string subjectReference, CancellationToken cancellationToken)
    {
        var destroyed = 0;
        await foreach (var entry in store.ListAsync(ObjectNames.Archives, cancellationToken))
        {
            var id = Path.GetFileNameWithoutExtension(entry.Name);
            while (await requests.ReadAsync(id, cancellationToken) is { } read && read.Record.SubjectReference == subjectReference)
            {
                // Written by another meanwhile: read again, since the destruction must be in the record that stays.
                if (await requests.TryUpdateAsync(read, await destruction.DestroyAsync(read.Record, cancellationToken), cancellationToken) is not null)
                {
                    destroyed++;
                    break;
                }
            }
        }

        return destroyed;
    }
}
