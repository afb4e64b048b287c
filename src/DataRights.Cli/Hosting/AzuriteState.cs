using DataRights.Azure.Storage;

namespace DataRights.Cli.Hosting;

/// <summary>The host's own state in a container of Azurite, the emulator of Azure Blob Storage, on this machine.</summary>
/// <param name="Endpoint">The account's blob endpoint, without a slash at its end.</param>
public sealed record AzuriteState(Uri Endpoint)
{
    /// <summary>Where Azurite listens unless told otherwise, with its one well-known account.</summary>
    public static readonly Uri DefaultEndpoint = new("http://127.0.0.1:10000/devstoreaccount1");

    // Published with the emulator and the same on every machine; no secret.
    private const string WellKnownKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    public BlobStoreOptions Options => new()
    {
        ConnectionString = $"DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey={WellKnownKey};BlobEndpoint={Endpoint}",
    };
}
