using DataRights.Storage;

namespace DataRights.Requests;

/// <summary>Archives in the object store. See <see cref="IArchiveStore"/>.</summary>
public sealed class ArchiveStore(IObjectStore objects) : IArchiveStore
{
    public async Task DestroyAsync(RequestRecord request, CancellationToken cancellationToken)
    {
        var found = true;
        for (var part = 1; found || part <= request.Archive?.Parts.Count; part++)
        {
            // A part that is neither staged nor committed was the last; the first is asked for in any case.
            var archive = ObjectNames.Archive(request.Id, part);
            found = (await objects.ListBlocksAsync(archive, cancellationToken)).Count > 0;
            await objects.DiscardBlocksAsync(archive, cancellationToken);
            found |= await objects.DeleteAsync(archive, WriteCondition.None, cancellationToken);
        }

        var work = new List<string>();
        await foreach (var entry in objects.ListAsync(ObjectNames.WorkOf(request.Id, ""), cancellationToken))
        {
            work.Add(entry.Name);
        }

        foreach (var name in work)
        {
            await objects.DiscardBlocksAsync(name, cancellationToken);
            await objects.DeleteAsync(name, WriteCondition.None, cancellationToken);
        }
    }
}
