namespace DataRights.Recipients;

/// <summary>Takes what recipients say when they call back. Idempotent; what was confirmed once stays so. Safe for concurrent use.</summary>
public interface IRecipientConfirmations
{
    /// <summary>
    /// Notes that the recipient has deleted the person (or knows nobody), or that it will not. False when there is no such
    /// telling or the secret is another's, which takes the same work.
    /// </summary>
    Task<bool> NoteAsync(string requestId, string recipient, string secret, bool deleted, CancellationToken cancellationToken);
}
