using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Security.KeyVault.Secrets;

namespace DataRights.Azure.Keys;

/// <summary>
/// How a key vault is reached. Calls are few and small: a key is read once in the life of a process. Four tries over some
/// ten seconds ride out a throttled vault; what lasts longer is the request's own retry.
/// </summary>
public static class KeyVaultTransport
{
    // One pool of connections for both clients, renewed so that a change of the vault's address is followed.
    private static readonly HttpClientTransport Shared = new(new HttpClient(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        ConnectTimeout = TimeSpan.FromSeconds(10),
    })
    {
        // The retry policy times each try.
        Timeout = Timeout.InfiniteTimeSpan,
    });

    public static SecretClientOptions Secrets() => Set(new SecretClientOptions());

    public static KeyVaultClientOptions Keys() => Set(new KeyVaultClientOptions());

    private static T Set<T>(T options)
        where T : ClientOptions
    {
        options.Transport = Shared;
        options.Retry.Mode = RetryMode.Exponential;
        options.Retry.MaxRetries = 3;
        options.Retry.Delay = TimeSpan.FromSeconds(1);
        options.Retry.MaxDelay = TimeSpan.FromSeconds(8);
        options.Retry.NetworkTimeout = TimeSpan.FromSeconds(10);

        // Bodies hold keys.
        options.Diagnostics.IsLoggingContentEnabled = false;
        return options;
    }
}
