namespace DataRights.Api.Access.Keys;

/// <summary>The public keys of one issuer.</summary>
internal interface IIssuerKeys
{
    /// <summary>The keys as known now, fetched again when none has that id.</summary>
    /// <exception cref="Problems.ProblemException">Code <c>keys-unavailable</c>: the issuer does not give them.</exception>
    ValueTask<KeySet> GetAsync(string? kid, CancellationToken cancellationToken);
}
