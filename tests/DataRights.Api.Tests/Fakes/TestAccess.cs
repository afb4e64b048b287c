using DataRights.Api.Access;
using DataRights.Api.Access.Settings;
using DataRights.Api.Tests.Access.Issuing;

namespace DataRights.Api.Tests.Fakes;

/// <summary>Two issuers with keys of their own, given to the host in its settings.</summary>
internal static class TestAccess
{
    public const string ServiceIssuer = "https://login.example";

    private const int Plenty = 1_000_000;

    public static SigningKey ServiceKey { get; } = SigningKey.Create("RS256");

    public static SigningKey SubjectKey { get; } = SigningKey.Create("ES256");

    public static CallLimitOptions NoLimits { get; } = new()
    {
        ServicePerMinute = Plenty, SubjectPerMinute = Plenty, AddressPerMinute = Plenty, FailuresPerMinute = Plenty,
    };

    public static AccessOptions Options { get; } = new()
    {
        Service = new() { Issuer = ServiceIssuer, Audiences = ["unused", Tokens.Audience], Jwks = $$"""{"keys":[{{ServiceKey.Jwk}}]}""" },
        Subject = new() { Issuer = Tokens.SubjectIssuer, Audiences = [Tokens.Audience], Pem = SubjectKey.Pem },
        Limits = NoLimits,
    };

    public static string Service(DateTimeOffset now, params string[] roles) => ServiceKey.Sign(Tokens.Service(ServiceIssuer, now, roles));

    public static string Everything(DateTimeOffset now) => Service(now, [.. AppRoles.All]);

    public static string Subject(DateTimeOffset now, string email = FakePeople.Ada) => SubjectKey.Sign(Tokens.Subject(now, FakePeople.Person(email)));
}
