namespace DataRights.Api.Access.Callers;

/// <summary>A person, vouched for by the host application's backend for some minutes.</summary>
/// <param name="Identifiers">What the token names the person by. Personal: for resolving only, never logged or answered.</param>
/// <param name="SignedIn">When the person last proved who they are; null when the token does not say.</param>
/// <param name="Key">Hash of issuer and person, for the rate limit.</param>
public sealed record SubjectCaller(IReadOnlyDictionary<string, string> Identifiers, DateTimeOffset? SignedIn, string Key) : ApiCaller;
