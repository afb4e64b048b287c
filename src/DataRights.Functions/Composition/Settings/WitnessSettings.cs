namespace DataRights.Functions.Composition.Settings;

/// <summary>Where the ledger's heads are published: an account of its own, reached with an identity of its own. Nowhere when neither of the first two is set.</summary>
/// <param name="ConnectionString">An emulator.</param>
/// <param name="BlobServiceUri">The account's blob endpoint.</param>
/// <param name="Container">The container in it.</param>
/// <param name="ClientId">The client id of the identity that may write there; null means the app's own.</param>
public sealed record WitnessSettings(string? ConnectionString, Uri? BlobServiceUri, string Container, string? ClientId)
{
    public bool IsSet => ConnectionString is not null || BlobServiceUri is not null;

    /// <summary>Never shows the connection string: it holds a key.</summary>
    public override string ToString() => BlobServiceUri?.Host ?? (ConnectionString is null ? "none" : "a connection string");
}
