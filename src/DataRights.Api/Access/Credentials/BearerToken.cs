using Microsoft.AspNetCore.Http;

namespace DataRights.Api.Access.Credentials;

/// <summary>The bearer token of a call (RFC 6750, section 2.1). Tokens in bodies and queries are not taken: those end in logs.</summary>
internal static class BearerToken
{
    private const string Scheme = "Bearer ";

    /// <summary>Longer ones are refused unread.</summary>
    private const int MostCharacters = 16 * 1024;

    /// <summary>False when there is a header that is no bearer token; the token is null when there is none.</summary>
    public static bool TryRead(HttpRequest request, out string? token)
    {
        token = null;
        var headers = request.Headers.Authorization;
        if (headers.Count == 0)
        {
            return true;
        }

        var header = headers.Count == 1 ? headers[0] : null;
        if (header is null || !header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) || header.Length > MostCharacters)
        {
            return false;
        }

        token = header[Scheme.Length..].Trim(' ');
        return token.Length > 0;
    }
}
