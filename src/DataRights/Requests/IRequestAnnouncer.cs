namespace DataRights.Requests;

/// <summary>Hears of every write that added to a record's transitions, after it was made.</summary>
public interface IRequestAnnouncer
{
    /// <summary>
    /// Passes on that the record has new transitions. Idempotent. Never raises: the record is written, and its writer
    /// must learn of that; what could not be passed on is made up for by <see cref="Housekeeping"/>.
    /// </summary>
    Task AnnounceAsync(RequestRecord written, CancellationToken cancellationToken);
}
