using DataRights.Api.Access.Callers;

namespace DataRights.Api.Access.Credentials;

/// <summary>Who shows a credential, or (for the log only) a code for why it is not good.</summary>
internal sealed record CredentialResult(ApiCaller? Caller, string? Refusal)
{
    public static CredentialResult Of(ApiCaller caller) => new(caller, null);

    public static CredentialResult Refused(string reason) => new(null, reason);
}
