using System.Text.Json;
using DataRights.Api.Access.Callers;

namespace DataRights.Api.Access.Credentials;

/// <summary>What a checked token of the service issuer says: its app roles, and which client holds it.</summary>
internal static class ServiceToken
{
    /// <summary>Which client: the first of these that the token has. <c>azp</c> and <c>appid</c> are Entra ID's, <c>client_id</c> is RFC 9068's.</summary>
    private static readonly string[] Clients = ["azp", "appid", "client_id", "sub"];

    public static CredentialResult Read(JsonElement payload, string issuer)
    {
        var client = Clients.Select(name => payload.Text(name)).FirstOrDefault(value => value is not null) ?? "";
        return CredentialResult.Of(new ServiceCaller(Roles(payload), CallerKey.Of("service", issuer, client)));
    }

    private static HashSet<string> Roles(JsonElement payload) => !payload.TryGetProperty("roles", out var roles) ? []
        : roles.ValueKind == JsonValueKind.String ? [roles.GetString()!]
        : roles.ValueKind == JsonValueKind.Array ? [.. roles.EnumerateArray().Where(r => r.ValueKind == JsonValueKind.String).Select(r => r.GetString()!)]
        : [];
}
