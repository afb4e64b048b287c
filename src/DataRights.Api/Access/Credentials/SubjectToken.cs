using System.Text.Json;
using DataRights.Api.Access.Callers;
using DataRights.Api.Access.Settings;

namespace DataRights.Api.Access.Credentials;

/// <summary>What a checked subject token says: whom it is for, and when that person signed in. It must be short-lived.</summary>
internal static class SubjectToken
{
    private const int MostIdentifiers = 20;

    public static CredentialResult Read(JsonElement payload, string issuer, AccessOptions options, DateTimeOffset now)
    {
        if (payload.Moment("iat") is not { } issued || payload.Moment("exp") is not { } expires || issued > now + options.ClockSkew)
        {
            return CredentialResult.Refused("no-issued-at");
        }

        if (expires - issued > options.LongestSubjectToken)
        {
            return CredentialResult.Refused("lives-too-long");
        }

        return Identifiers(payload) is { } identifiers
            ? CredentialResult.Of(new SubjectCaller(identifiers, payload.Moment("auth_time"), Key(issuer, identifiers)))
            : CredentialResult.Refused("no-identifiers");
    }

    /// <summary>As in a submission: names with their values, all of them texts.</summary>
    private static Dictionary<string, string>? Identifiers(JsonElement payload)
    {
        if (!payload.TryGetProperty("identifiers", out var claim) || claim.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var identifiers = claim.EnumerateObject().ToList();
        return identifiers.Count is > 0 and <= MostIdentifiers && identifiers.All(i => i.Value.ValueKind == JsonValueKind.String)
            ? identifiers.ToDictionary(i => i.Name, i => i.Value.GetString()!, StringComparer.Ordinal)
            : null;
    }

    /// <summary>By the identifiers, since <c>sub</c> may be missing or anew in every token.</summary>
    private static string Key(string issuer, Dictionary<string, string> identifiers) =>
        CallerKey.Of("subject", [issuer, .. identifiers.OrderBy(i => i.Key, StringComparer.Ordinal).SelectMany(i => new[] { i.Key, i.Value })]);
}
