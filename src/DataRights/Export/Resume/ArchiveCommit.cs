using System.Security.Cryptography;
using DataRights.Requests;
using DataRights.Storage;

namespace DataRights.Export.Resume;

/// <summary>Makes the objects of an archive that is staged whole. Done again, it finds what is there already.</summary>
internal sealed class ArchiveCommit(IObjectStore store)
{
    /// <summary>True when all parts are there as they were prepared; false when blocks are gone, or something else lies in their place.</summary>
    public async Task<bool> CommitAsync(PreparedArchive prepared, CancellationToken cancellationToken)
    {
        if (prepared.Bags.Count == 0)
        {
            return await IsCommittedAsync(prepared.Archive, cancellationToken);
        }

        foreach (var bag in prepared.Bags)
        {
            if (!await IsCommittedAsync(bag, cancellationToken) && !await CommitAsync(bag, cancellationToken))
            {
                return false;
            }
        }

        return true;
    }

    private async Task<bool> CommitAsync(PreparedBag bag, CancellationToken cancellationToken)
    {
        try
        {
            if (await store.CommitBlocksAsync(bag.ObjectName, [.. bag.Blocks.SelectMany(b => b.Ids())], WriteCondition.IfAbsent, cancellationToken) is not null)
            {
                return true;
            }
        }
        catch (StoreException e) when (e.Code == "block-missing")
        {
            // Dropped by the store, or committed by a run whose answer was lost.
        }

        return await IsCommittedAsync(bag, cancellationToken);
    }

    private async Task<bool> IsCommittedAsync(PreparedBag bag, CancellationToken cancellationToken)
    {
        await using var stream = await store.OpenReadAsync(bag.ObjectName, cancellationToken);
        if (stream is null || stream.Length != bag.Bytes)
        {
            return false;
        }

        stream.Position = bag.Directory.Offset;
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken)) == bag.Directory.Sha256;
    }

    private async Task<bool> IsCommittedAsync(ArchiveInfo archive, CancellationToken cancellationToken)
    {
        await using var stream = await store.OpenReadAsync(archive.ObjectName, cancellationToken);
        return stream is not null && stream.Length == archive.Bytes
            && Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken)) == archive.Sha256;
    }
}
