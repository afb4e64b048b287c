using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using DataRights.Storage;

namespace DataRights.Azure.Storage;

/// <summary>
/// Writes under a condition although answers get lost: a refusal that may be due to our own write is looked into by the
/// random id that every write leaves in the blob's metadata.
/// </summary>
internal sealed class ConditionalWrites(BlobContainerClient container)
{
    private const int MaxAttempts = 10;

    /// <summary>Sends the write. The new version; null when the condition certainly did not hold.</summary>
    /// <exception cref="StoreException">Code <c>write-outcome-unknown</c>: an answer was lost and the object is a third one by now.</exception>
    public async Task<string?> RunAsync(
        string name,
        WriteCondition condition,
        Func<BlobRequestConditions?, IDictionary<string, string>, Task<ETag>> write,
        CancellationToken cancellationToken)
    {
        var conditions = BlobVersions.Conditions(condition);
        for (var attempt = 1; attempt <= MaxAttempts; attempt++)
        {
            var id = Guid.NewGuid().ToString("N");
            using var lost = new LostAnswers();
            try
            {
                return BlobVersions.Of(await write(conditions, BlobMarks.ForWrite(id)));
            }
            catch (RequestFailedException e) when (conditions is not null && (BlobErrors.IsConditionNotMet(e) || (condition.MustNotExist && BlobErrors.IsOtherKind(e))))
            {
                // Noted before we look, since looking may lose an answer too.
                var unknown = lost.Any;
                if (!unknown && !condition.MustNotExist)
                {
                    return null;
                }

                var found = await FindAsync(name, cancellationToken);
                if (found is not null && BlobMarks.WriteIdOf(found) == id)
                {
                    return BlobVersions.Of(found.ETag);
                }

                if (unknown)
                {
                    // It may have been written, read by another and replaced. "Did not hold" would be a guess, and a wrong one doubles.
                    throw new StoreException("write-outcome-unknown", transient: true);
                }

                if (found is not null && !BlobMarks.IsAbsent(found))
                {
                    return null;
                }

                // Only a marker is there, or was: the condition holds, and the write must not be refused because of it.
                if (found is not null)
                {
                    await container.GetBlobClient(name).DeleteIfExistsAsync(DeleteSnapshotsOption.IncludeSnapshots, new BlobRequestConditions { IfMatch = found.ETag }, cancellationToken);
                }
            }
        }

        throw new StoreException("write-contention", transient: true);
    }

    private async Task<BlobProperties?> FindAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return await container.GetBlobClient(name).GetPropertiesAsync(cancellationToken: cancellationToken);
        }
        catch (RequestFailedException e) when (BlobErrors.IsNotFound(e))
        {
            return null;
        }
    }
}
