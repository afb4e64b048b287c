namespace DataRights.Functions.Composition.Settings;

/// <summary>
/// Where the system's own state lies: exactly one of the three, and for the first two a container, and one for the ledger.
/// The two containers may be the same.
/// </summary>
public sealed record StorageSettings(string? ConnectionString, Uri? BlobServiceUri, string? Directory, string Container, string LedgerContainer)
{
    /// <summary>Never shows the connection string: it holds a key.</summary>
    public override string ToString() => BlobServiceUri?.Host ?? Directory ?? "a connection string";
}
