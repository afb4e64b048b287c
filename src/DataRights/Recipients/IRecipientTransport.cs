namespace DataRights.Recipients;

/// <summary>
/// Calls recipients and the freeze hook, signed. Each call is made once, within a bounded time, and may be made again with
/// the same key: one that counts as failed may have arrived. Never raises for what the network or the other side does;
/// only <see cref="OperationCanceledException"/> when the token is cancelled. Safe for concurrent use.
/// </summary>
public interface IRecipientTransport
{
    /// <summary>Whether this host has an address for the connection.</summary>
    bool Reaches(string connection);

    /// <summary>Tells a recipient to delete a person.</summary>
    Task<RecipientAnswer> TellAsync(RecipientCall call, CancellationToken cancellationToken);

    /// <summary>Asks at the address that the recipient named whether it is done.</summary>
    Task<RecipientAnswer> AskAsync(RecipientCall call, string address, CancellationToken cancellationToken);

    /// <summary>Has a person's account frozen; confirmed by any answer that says it was well.</summary>
    Task<RecipientAnswer> FreezeAsync(RecipientCall call, TimeSpan within, CancellationToken cancellationToken);
}
