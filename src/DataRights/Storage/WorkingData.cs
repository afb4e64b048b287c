namespace DataRights.Storage;

/// <summary>What a request keeps beside its record while it is worked: sealed footprints and pages of rows.</summary>
internal static class WorkingData
{
    /// <summary>Destroys all of it. Idempotent; returns how many objects were there.</summary>
    public static Task<int> DestroyAsync(IObjectStore store, string requestId, CancellationToken cancellationToken) =>
        DestroyAsync(store, requestId, null, cancellationToken);

    /// <summary>Destroys all of it but for one object.</summary>
    public static async Task<int> DestroyAsync(IObjectStore store, string requestId, string? but, CancellationToken cancellationToken)
    {
        var destroyed = 0;
        await foreach (var entry in store.ListAsync(ObjectNames.WorkOf(requestId, ""), cancellationToken))
        {
            if (entry.Name == but)
            {
                continue;
            }

            destroyed += await store.DeleteAsync(entry.Name, WriteCondition.None, cancellationToken) ? 1 : 0;
        }

        return destroyed;
    }
}
