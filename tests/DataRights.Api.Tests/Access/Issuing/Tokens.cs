namespace DataRights.Api.Tests.Access.Issuing;

/// <summary>The claims of good tokens, for tests to sign or to spoil first.</summary>
internal static class Tokens
{
    public const string Audience = "api://data-rights";
    public const string SubjectIssuer = "https://accounts.shop.example";

    public static Dictionary<string, object> Service(string issuer, DateTimeOffset now, params string[] roles) => new()
    {
        ["iss"] = issuer, ["aud"] = Audience, ["iat"] = Seconds(now), ["nbf"] = Seconds(now), ["exp"] = Seconds(now.AddHours(1)),
        ["azp"] = "client-1", ["roles"] = roles,
    };

    public static Dictionary<string, object> Subject(DateTimeOffset now, IReadOnlyDictionary<string, string> identifiers) => new()
    {
        ["iss"] = SubjectIssuer, ["aud"] = Audience, ["iat"] = Seconds(now), ["exp"] = Seconds(now.AddMinutes(15)),
        ["auth_time"] = Seconds(now), ["identifiers"] = identifiers,
    };

    public static Dictionary<string, object> With(this Dictionary<string, object> claims, string name, object? value)
    {
        var changed = new Dictionary<string, object>(claims);
        changed.Remove(name);
        if (value is not null)
        {
            changed[name] = value;
        }

        return changed;
    }

    public static long Seconds(DateTimeOffset moment) => moment.ToUnixTimeSeconds();
}
