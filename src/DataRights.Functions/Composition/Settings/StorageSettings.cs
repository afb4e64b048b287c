namespace DataRights.Functions.Composition.Settings;

/// <summary>Where the system's own state lies: exactly one of the three, and a container for the first two.</summary>
public sealed record StorageSettings(string? ConnectionString, Uri? BlobServiceUri, string? Directory, string Container)
{
    /// <summary>Never shows the connection string: it holds a key.</summary>
    public override string ToString() => BlobServiceUri?.Host ?? Directory ?? "a connection string";
}
