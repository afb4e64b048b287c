using Azure.Core;
using Azure.Identity;

namespace DataRights.Azure.Identity;

/// <summary>
/// The one credential with which this process signs in to Azure, made once and shared, so that its tokens are cached once.
/// In the cloud it is exactly one identity (workload identity where a federated token is mounted, else the managed identity,
/// user-assigned when <c>AZURE_CLIENT_ID</c> names it); on a developer's machine the sign-in of the Azure CLI, then of azd.
/// </summary>
/// <remarks>
/// Not <c>DefaultAzureCredential</c>: it tries a dozen ways in turn. In the cloud a failing managed identity would show as
/// the last one's error after slow timeouts, and a forgotten environment variable could sign in as somebody else.
/// </remarks>
public static class AzureCredentials
{
    private static readonly Lazy<TokenCredential> Made = new(() => Create(Environment.GetEnvironmentVariable));

    public static TokenCredential Shared => Made.Value;

    /// <summary>The chain for an environment; nothing is asked before the first token is needed.</summary>
    public static TokenCredential Create(Func<string, string?> environment) => new ChainedTokenCredential([.. Links(environment)]);

    /// <summary>Another user-assigned identity of this app, for what the shared one has no right to.</summary>
    public static TokenCredential OfIdentity(string clientId) => new ManagedIdentityCredential(ManagedIdentityId.FromUserAssignedClientId(clientId));

    internal static IEnumerable<TokenCredential> Links(Func<string, string?> environment)
    {
        var client = environment("AZURE_CLIENT_ID");
        if (!string.IsNullOrEmpty(environment("AZURE_FEDERATED_TOKEN_FILE")))
        {
            return [new WorkloadIdentityCredential()];
        }

        if (!string.IsNullOrEmpty(client))
        {
            return [new ManagedIdentityCredential(ManagedIdentityId.FromUserAssignedClientId(client))];
        }

        // App Service and Functions set it where an identity is assigned.
        return string.IsNullOrEmpty(environment("IDENTITY_ENDPOINT"))
            ? [new AzureCliCredential(), new AzureDeveloperCliCredential()]
            : [new ManagedIdentityCredential(ManagedIdentityId.SystemAssigned)];
    }
}
