using Azure.Core;
using Azure.Messaging.ServiceBus;

namespace DataRights.Azure.Queueing;

/// <summary>
/// How the namespace is reached: by name with an identity, or by a connection string (the emulator). One client a process;
/// it opens nothing before the first send.
/// </summary>
public sealed record ServiceBusConnection(string? FullyQualifiedNamespace, string? ConnectionString)
{
    /// <summary>
    /// A send gives up after about a minute and a half (five tries of 15 seconds with pauses between), so that a call over
    /// HTTP is answered before the platform cuts it off at 230 seconds; what is behind it comes again by housekeeping.
    /// </summary>
    public static ServiceBusRetryOptions Retries => new()
    {
        Mode = ServiceBusRetryMode.Exponential,
        MaxRetries = 4,
        Delay = TimeSpan.FromSeconds(0.5),
        MaxDelay = TimeSpan.FromSeconds(8),
        TryTimeout = TimeSpan.FromSeconds(15),
    };

    public ServiceBusClient Open(Func<TokenCredential> credential)
    {
        var options = new ServiceBusClientOptions { Identifier = "data-rights", RetryOptions = Retries };
        return ConnectionString is { } text
            ? new ServiceBusClient(text, options)
            : new ServiceBusClient(FullyQualifiedNamespace, credential(), options);
    }

    /// <summary>Never shows the connection string: it holds a key.</summary>
    public override string ToString() => FullyQualifiedNamespace ?? "a connection string";
}
