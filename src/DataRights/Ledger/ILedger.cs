namespace DataRights.Ledger;

/// <summary>
/// The append-only, hash-chained record of every decision and effect. One chain per request (named by the request's
/// random ledger reference), anchored into a chain per day. Holds codes and counts, never names or free text.
/// </summary>
public interface ILedger
{
    /// <summary>
    /// Appends an entry to the request's chain. Idempotent by <paramref name="key"/>: an entry with that key already in
    /// the chain is returned as it stands.
    /// </summary>
    /// <param name="reference">The request's random ledger reference.</param>
    /// <param name="key">Tells the same event done again from a new one, for instance <c>e3/erased/main</c>.</param>
    /// <param name="code">What happened, from <see cref="LedgerCodes"/>.</param>
    /// <param name="facts">Counts and codes. Numbers, hashes, dates and map names only.</param>
    /// <param name="cancellationToken">Stops before the append, never in its middle.</param>
    Task<LedgerEntry> AppendAsync(string reference, string key, string code, IReadOnlyDictionary<string, string> facts, CancellationToken cancellationToken);

    /// <summary>The request's chain from its start. Raises <see cref="LedgerCorruptException"/> where it does not hold.</summary>
    Task<IReadOnlyList<LedgerEntry>> ReadAsync(string reference, CancellationToken cancellationToken);

    /// <summary>Stamps the head of the request's chain into the day's chain. Idempotent for the same head.</summary>
    Task<LedgerAnchor> AnchorAsync(string reference, CancellationToken cancellationToken);

    /// <summary>
    /// Gives the heads of the day chains to the witness, where there is one. Idempotent. Raises
    /// <see cref="LedgerCorruptException"/> when a chain contradicts a head that the witness holds.
    /// </summary>
    Task PublishHeadsAsync(CancellationToken cancellationToken);

    /// <summary>Checks every chain, every anchor and every published head; returns the findings, empty when all hold.</summary>
    Task<LedgerVerification> VerifyAsync(CancellationToken cancellationToken);
}
