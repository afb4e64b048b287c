using System.Runtime.CompilerServices;
using Azure;
using DataRights.Azure.Storage;
using DataRights.Sources;
using DataRights.Storage;

namespace DataRights.Azure.Files;

/// <summary>Turns whatever the storage client raises into <see cref="SourceException"/>s, whose codes name no file.</summary>
internal sealed class BlobFileErrors(string source)
{
    public static bool IsGone(RequestFailedException e) => BlobErrors.IsNotFound(e);

    public async Task<T> GuardAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken)
    {
        try
        {
            return await BlobErrors.GuardAsync(async () =>
            {
                try
                {
                    return await work();
                }
                catch (RequestFailedException e) when (Known(e) is { } known)
                {
                    throw known;
                }
            }, cancellationToken);
        }
        catch (StoreException e)
        {
            throw new SourceException(source, e.Code, e.IsTransient);
        }
    }

    public async IAsyncEnumerable<FileItem> GuardAsync(IAsyncEnumerable<FileItem> files, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var each = files.GetAsyncEnumerator(cancellationToken);
        while (await GuardAsync(() => each.MoveNextAsync().AsTask(), cancellationToken))
        {
            yield return each.Current;
        }
    }

    /// <summary>The answers that mean something for a file; the others are the store's trouble.</summary>
    private SourceException? Known(RequestFailedException e) => (e.Status, e.ErrorCode) switch
    {
        _ when BlobErrors.IsNotFound(e) => new(source, "file-gone", false),
        (409, "BlobImmutableDueToPolicy") => new(source, "file-immutable", false),
        (409, "BlobArchived" or "BlobBeingRehydrated") => new(source, "file-archived", false),
        (403, "AuthorizationPermissionMismatch") => new(source, "file-denied", false),
        (412, "LeaseIdMissing") => new(source, "file-leased", true),
        (412, _) => new(source, "file-changed", true),
        _ => null,
    };
}
