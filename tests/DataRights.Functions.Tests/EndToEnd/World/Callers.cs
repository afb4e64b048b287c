using DataRights.Api.Access;
using DataRights.Api.Tests.Access.Issuing;

namespace DataRights.Functions.Tests.EndToEnd.World;

/// <summary>The two issuers, with keys of their own. Every token that they give out is remembered.</summary>
internal sealed class Callers(TimeProvider clock, Secrets secrets)
{
    private const string ServiceIssuer = "https://login.example";
    private const string Plenty = "1000000";

    private readonly SigningKey service = SigningKey.Create("RS256");
    private readonly SigningKey subject = SigningKey.Create("ES256");

    public IEnumerable<(string Name, string? Value)> Settings =>
    [
        ("Access__Service__Authority", ""),
        ("Access__Service__Issuer", ServiceIssuer),
        ("Access__Service__Jwks", $$"""{"keys":[{{service.Jwk}}]}"""),
        ("Access__Subject__Issuer", Tokens.SubjectIssuer),
        ("Access__Subject__JwksUrl", ""),
        ("Access__Subject__Pem", subject.Pem),
        ("Access__Limits__ServicePerMinute", Plenty),
        ("Access__Limits__SubjectPerMinute", Plenty),
        ("Access__Limits__AddressPerMinute", Plenty),
        ("Access__Limits__FailuresPerMinute", Plenty),
    ];

    public string Submitter => Service(AppRoles.Submit);

    public string Reader => Service(AppRoles.Read);

    public string Operator => Service(AppRoles.Operate);

    /// <summary>The person, signed in a moment ago.</summary>
    public string Person(long id) =>
        secrets.Remember("a subject token", subject.Sign(Tokens.Subject(clock.GetUtcNow(), new Dictionary<string, string> { ["user_id"] = FormattableString.Invariant($"{id}") })));

    private string Service(string role) => secrets.Remember("a service token", service.Sign(Tokens.Service(ServiceIssuer, clock.GetUtcNow(), role)));
}
