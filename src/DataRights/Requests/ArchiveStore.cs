using DataRights.Storage;

namespace DataRights.Requests;

/// <summary>Archives in the object store. See <see cref="IArchiveStore"/>.</summary>
public sealed class ArchiveStore(IObjectStore objects) : IArchiveStore
{
    public async Task DestroyAsync(RequestRecord request, CancellationToken cancellationToken)
    {
        var archive = request.Archive?.ObjectName ?? ObjectNames.Archive(request.Id);
        await objects.DiscardBlocksAsync(archive, cancellationToken);
        await objects.DeleteAsync(archive, WriteCondition.None, cancellationToken);
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
