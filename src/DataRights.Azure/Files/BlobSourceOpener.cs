using Azure.Core;
using DataRights.Azure.Storage;
using DataRights.Mapping;
using DataRights.Sources;

namespace DataRights.Azure.Files;

/// <summary>
/// Opens sources of the kind <c>blobs</c>: the connection is the account's blob endpoint
/// (<c>https://ACCOUNT.blob.core.windows.net</c>), signed in to with the credential, or a storage connection string.
/// </summary>
/// <param name="credential">Gives the credential when an endpoint needs one.</param>
/// <param name="limits">Retries, timeouts and connections; its account and container are not used.</param>
/// <param name="time">The clock.</param>
public sealed class BlobSourceOpener(Func<TokenCredential> credential, BlobStoreOptions limits, TimeProvider time) : ISourceOpener
{
    public bool Opens(SourceKind kind) => kind == SourceKind.Blobs;

    public OpenedSource Open(SourceRule source, string connection)
    {
        var endpoint = Uri.TryCreate(connection, UriKind.Absolute, out var address) && address.Scheme is "https" or "http" ? address : null;
        try
        {
            var account = BlobConnection.Open(limits with
            {
                ServiceUri = endpoint,
                Credential = endpoint is null ? null : credential(),
                ConnectionString = endpoint is null ? connection : null,
                Container = source.Container!,
            });
            return OpenedSource.FileStore(new BlobFileSource(source.Name, account.GetBlobContainerClient(source.Container), time));
        }
        catch (ArgumentException)
        {
            throw new SourceSetupException(source.Connection,
                $"The connection '{source.Connection}' is neither a blob endpoint nor a storage connection string. It looks like https://ACCOUNT.blob.core.windows.net.");
        }
    }
}
