using DataRights.Api.Access.Keys;

namespace DataRights.Api.Access.Settings;

/// <summary>What is wrong with one issuer's settings.</summary>
internal static class IssuerOptionsCheck
{
    /// <summary>Endpoints of Entra ID that speak for every tenant: whoever has one could call.</summary>
    private static readonly string[] EveryTenant = ["common", "organizations", "consumers"];

    public static void Add(List<string> faults, string name, IssuerOptions? issuer)
    {
        if (issuer is null)
        {
            return;
        }

        var sources = new[] { issuer.Authority, issuer.JwksUrl, issuer.Jwks, issuer.Pem }.Count(s => !string.IsNullOrWhiteSpace(s));
        if (sources != 1)
        {
            faults.Add($"{name} says {(sources == 0 ? "nowhere" : "more than once")} where the issuer's keys come from. Set exactly one of {name}:Authority, {name}:JwksUrl, {name}:Jwks and {name}:Pem.");
        }

        if (string.IsNullOrWhiteSpace(issuer.Issuer) && string.IsNullOrWhiteSpace(issuer.Authority))
        {
            faults.Add($"{name}:Issuer is missing. Set it to what stands in the tokens' 'iss'.");
        }

        if (issuer.Audiences.Count == 0 || issuer.Audiences.Any(string.IsNullOrWhiteSpace))
        {
            faults.Add($"{name}:Audiences is {(issuer.Audiences.Count == 0 ? "missing" : "in part empty")}. Set {name}:Audiences:0 to what stands in the tokens' 'aud': the application's id or its 'api://…' name.");
        }

        AddUrl(faults, $"{name}:Authority", issuer.Authority);
        AddUrl(faults, $"{name}:JwksUrl", issuer.JwksUrl);
        if (issuer.Authority is { } authority && EveryTenant.Any(t => authority.Split('/').Contains(t, StringComparer.OrdinalIgnoreCase)))
        {
            faults.Add($"{name}:Authority speaks for every tenant. Name yours: https://login.microsoftonline.com/<tenant id>/v2.0.");
        }

        AddKeys(faults, $"{name}:Jwks", issuer.Jwks, KeyReader.FromJwks);
        AddKeys(faults, $"{name}:Pem", issuer.Pem, KeyReader.FromPem);
    }

    public static bool MayBeSame(IssuerOptions one, IssuerOptions other) =>
        Trimmed(one.Issuer ?? one.Authority) is { } first && Trimmed(other.Issuer ?? other.Authority) is { } second && first == second;

    private static string? Trimmed(string? issuer) => issuer?.TrimEnd('/');

    private static void AddUrl(List<string> faults, string name, string? url)
    {
        if (!string.IsNullOrWhiteSpace(url) && SafeAddress.Read(url) is null)
        {
            faults.Add($"{name} is not an https address (http is for loopback only). Write it whole: https://….");
        }
    }

    private static void AddKeys(List<string> faults, string name, string? text, Func<string, KeySet> read)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return;
        }

        try
        {
            read(text);
        }
        catch (FormatException e)
        {
            faults.Add($"{name} {e.Message}.");
        }
    }
}
