namespace DataRights.Api.PublishedKeys;

/// <summary>A JSON Web Key Set (RFC 7517 5).</summary>
public sealed record PublishedKeySet(IReadOnlyList<PublishedKey> Keys);
