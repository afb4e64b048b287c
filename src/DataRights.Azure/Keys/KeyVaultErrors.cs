using Azure;
using Azure.Identity;
using DataRights.Subjects;

namespace DataRights.Azure.Keys;

/// <summary>What a key vault's failures mean; its own messages are not kept, since they quote addresses and headers.</summary>
internal static class KeyVaultErrors
{
    public static KeyRingException? Of(Exception exception) => exception switch
    {
        RequestFailedException { Status: 401 } => new("The key vault did not accept the sign-in of this app.", "vault-not-authenticated"),
        RequestFailedException { Status: 403 } => new(
            "This app may not use the key vault: give its identity the role Key Vault Secrets User (and Key Vault Crypto User for signing), and let its network in.", "vault-denied"),
        RequestFailedException { Status: 404 } => new("The key vault has no such key.", "key-missing"),
        RequestFailedException { Status: 429 } => new("The key vault is busy.", "vault-busy", transient: true),
        RequestFailedException { Status: 0 or 408 or >= 500 } => new("The key vault did not answer.", "vault-unreachable", transient: true),
        RequestFailedException refused => new(FormattableString.Invariant($"The key vault refused a call with {refused.Status}."), "vault-refused"),
        CredentialUnavailableException => new("There is no identity to sign in to the key vault with.", "no-credential"),
        AuthenticationFailedException => new("Signing in to the key vault failed.", "sign-in-failed", transient: true),

        // The client gives up after several tries with all of their failures.
        AggregateException => new("The key vault did not answer.", "vault-unreachable", transient: true),
        _ => null,
    };
}
