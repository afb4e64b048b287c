using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Storage.Blobs;

namespace DataRights.Azure.Storage;

/// <summary>Makes the clients of one container as the options say. One for the life of the process: it holds the connections.</summary>
internal static class BlobConnection
{
    /// <exception cref="ArgumentException">The options name no account, or name it in two ways. The message quotes none of them.</exception>
    public static BlobServiceClient Open(BlobStoreOptions options)
    {
        ArgumentException.ThrowIfNullOrEmpty(options.Container);
        if ((options.ServiceUri is null) == (options.ConnectionString is null))
        {
            throw new ArgumentException("Give either the account's blob endpoint or a connection string.", nameof(options));
        }

        if (options.ConnectionString is { } connectionString)
        {
            try
            {
                return new BlobServiceClient(connectionString, ClientOptions(options));
            }
            catch (Exception e) when (e is FormatException or ArgumentException)
            {
                throw new ArgumentException("The connection string is not one of a storage account.", nameof(options));
            }
        }

        if (options.Credential is null || options.ServiceUri!.Scheme != Uri.UriSchemeHttps)
        {
            throw new ArgumentException("A blob endpoint is an https address and goes with a credential.", nameof(options));
        }

        return new BlobServiceClient(options.ServiceUri, options.Credential, ClientOptions(options));
    }

    internal static BlobClientOptions ClientOptions(BlobStoreOptions options)
    {
        var client = new BlobClientOptions
        {
            // Not the client's own transport, which is shared with whatever else runs in the process and never renews a connection.
            Transport = new HttpClientTransport(new HttpClient(options.Handler ?? Handler(options), disposeHandler: options.Handler is null)
            {
                // The retry policy times each try; a second clock here would only cut it short.
                Timeout = Timeout.InfiniteTimeSpan,
            }),
        };
        client.Retry.Mode = RetryMode.Exponential;
        client.Retry.MaxRetries = options.MaxTries - 1;
        client.Retry.Delay = options.FirstDelay;
        client.Retry.MaxDelay = options.MaxDelay;
        client.Retry.NetworkTimeout = options.NetworkTimeout;

        // Addresses hold object names and signatures; neither belongs in a log.
        client.Diagnostics.IsLoggingEnabled = false;
        client.Diagnostics.IsLoggingContentEnabled = false;
        client.AddPolicy(new VisibleRetryPolicy(), HttpPipelinePosition.PerCall);
        client.AddPolicy(new LostAnswerPolicy(), HttpPipelinePosition.PerRetry);
        return client;
    }

    private static SocketsHttpHandler Handler(BlobStoreOptions options) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        MaxConnectionsPerServer = options.MaxConnections,
        PooledConnectionLifetime = options.ConnectionLifetime,

        // Below the four minutes after which Azure's load balancers forget an idle connection without telling.
        PooledConnectionIdleTimeout = TimeSpan.FromMinutes(2),
        ConnectTimeout = TimeSpan.FromSeconds(10),
    };
}
