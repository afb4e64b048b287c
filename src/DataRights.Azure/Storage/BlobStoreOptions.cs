using Azure.Core;

namespace DataRights.Azure.Storage;

/// <summary>
/// Which container the system's own state lies in, and how patiently it is asked. Either <see cref="ServiceUri"/> with
/// <see cref="Credential"/> (in the cloud), or <see cref="ConnectionString"/> (an emulator, or an account with a shared key).
/// The account must have no hierarchical namespace: that one lists in another order.
/// </summary>
public sealed record BlobStoreOptions
{
    public const string DefaultContainer = "data-rights";

    /// <summary>The account's blob endpoint, <c>https://ACCOUNT.blob.core.windows.net</c>.</summary>
    public Uri? ServiceUri { get; init; }

    /// <summary>Signs in at <see cref="ServiceUri"/>; needs <c>Storage Blob Data Contributor</c>, and <c>Storage Blob Delegator</c> for links.</summary>
    public TokenCredential? Credential { get; init; }

    /// <summary>A storage connection string with an account key. Links are then signed with that key.</summary>
    public string? ConnectionString { get; init; }

    public string Container { get; init; } = DefaultContainer;

    /// <summary>Tries of one call, the first included. With the delays below they span some 15 s: a partition that moves takes seconds, and a job has retries of its own.</summary>
    public int MaxTries { get; init; } = 6;

    /// <summary>Before the second try; doubled, with jitter, for each further one. A <c>Retry-After</c> of the service counts if it is longer.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The longest pause between two tries: well below the time after which a silent run is taken for dead.</summary>
    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>One try of one call. A block of 4 MiB fits in at 0.6 Mbit/s; a connection that died without a word is noticed after this.</summary>
    public TimeSpan NetworkTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Connections kept open to the account: the uploads of two exports at once and the small calls beside them, and no more ports than that.</summary>
    public int MaxConnections { get; init; } = 32;

    /// <summary>After which a connection is made anew, so that a change of the account's address is followed.</summary>
    public TimeSpan ConnectionLifetime { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Sends the requests in place of the handler that these options describe: for a private certificate authority or a proxy. Not disposed of.</summary>
    public HttpMessageHandler? Handler { get; init; }
}
