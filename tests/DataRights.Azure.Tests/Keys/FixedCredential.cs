using Azure.Core;

namespace DataRights.Azure.Tests.Keys;

/// <summary>Gives tokens that are good for an hour; counts them.</summary>
internal sealed class FixedCredential(TimeProvider time) : TokenCredential
{
    public int Asked { get; private set; }

    public Exception? Fails { get; set; }

    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
    {
        Asked++;
        return Fails is null ? new AccessToken($"token-{Asked}", time.GetUtcNow() + TimeSpan.FromHours(1)) : throw Fails;
    }

    public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        new(GetToken(requestContext, cancellationToken));
}
