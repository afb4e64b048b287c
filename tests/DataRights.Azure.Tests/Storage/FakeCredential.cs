using System.Text;
using Azure.Core;

namespace DataRights.Azure.Tests.Storage;

/// <summary>
/// Hands out tokens that Azurite's basic OAuth takes: of the right shape, for the right audience, not expired. It checks no
/// signature, so they have an empty one.
/// </summary>
internal sealed class FakeCredential : TokenCredential
{
    private const string Tenant = "https://sts.windows.net/11111111-1111-1111-1111-111111111111/";

    public int Asked { get; private set; }

    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
    {
        Asked++;
        var now = DateTimeOffset.UtcNow;
        var claims = FormattableString.Invariant(
            $"{{\"aud\":\"https://storage.azure.com\",\"iss\":\"{Tenant}\",\"oid\":\"22222222-2222-2222-2222-222222222222\",\"tid\":\"11111111-1111-1111-1111-111111111111\",\"iat\":{now.AddMinutes(-5).ToUnixTimeSeconds()},\"nbf\":{now.AddMinutes(-5).ToUnixTimeSeconds()},\"exp\":{now.AddHours(1).ToUnixTimeSeconds()}}}");
        return new AccessToken($"{Part("{\"typ\":\"JWT\",\"alg\":\"RS256\"}")}.{Part(claims)}.{Part("none")}", now.AddHours(1));
    }

    public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        new(GetToken(requestContext, cancellationToken));

    private static string Part(string json) => Convert.ToBase64String(Encoding.UTF8.GetBytes(json)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
