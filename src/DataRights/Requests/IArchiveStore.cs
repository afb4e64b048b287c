namespace DataRights.Requests;

/// <summary>Destroys what an export has made.</summary>
public interface IArchiveStore
{
    /// <summary>Destroys the request's archive, whatever of it is only staged, and its working data. Idempotent.</summary>
    /// <exception cref="Storage.StoreException">The store failed; what was destroyed stays so.</exception>
    Task DestroyAsync(RequestRecord request, CancellationToken cancellationToken);
}
