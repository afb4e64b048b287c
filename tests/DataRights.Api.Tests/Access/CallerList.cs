using System.Text;
using DataRights.Api.Access;
using DataRights.Api.Tests.Access.Issuing;
using DataRights.Api.Tests.Fakes;
using DataRights.Requests;
using static DataRights.Api.Tests.Access.Standing;

namespace DataRights.Api.Tests.Access;

/// <summary>Every kind of caller there is, good and bad.</summary>
internal sealed class CallerList(OidcServer oidc, SigningKey subjectKey, DateTimeOffset now)
{
    private static readonly SigningKey Other = SigningKey.Create("RS256");

    public static string Right { get; } = StatusSecret.New();

    public static string OfAnother { get; } = StatusSecret.New();

    public static string Expired { get; } = StatusSecret.New();

    public IEnumerable<Caller> All() => [.. Nothing(), .. GoodServices(), .. GoodSubjects(), .. Secrets(), .. BadServices(), .. BadSubjects()];

    private static Caller Bad(string name, string token) => new(name, ["Bearer " + token], [], Refused);

    private static IEnumerable<Caller> Nothing() =>
    [
        new("nothing", [], [AccessTable.Nothing]),
        new("another scheme", ["Basic " + Convert.ToBase64String("a:b"u8)], [], Refused),
        new("an empty header", [""], [], Refused),
        new("a bearer of nothing", ["Bearer "], [], Refused),
        Bad("garbage", "garbage"),
        Bad("garbage in three parts", "a.b.c"),
        Bad("a text of another script", "абв.где.жзи"),
        Bad("JSON that is none", $"{B64("{")}.{B64("{")}.x"),
        Bad("JSON of other types", $"{B64("""{"alg":1,"kid":{}}""")}.{B64("""{"iss":7,"exp":"x"}""")}.x"),
        Bad("a list for a header", $"{B64("[]")}.{B64("[]")}.x"),
        Bad("an encrypted token", string.Join('.', Enumerable.Repeat(B64("""{"alg":"dir","enc":"A128GCM"}"""), 5))),
        Bad("twenty thousand letters", new string('a', 20_000)),
    ];

    private IEnumerable<Caller> GoodServices() =>
    [
        Service("Submit", [AppRoles.Submit], AccessTable.Submit),
        Service("Read", [AppRoles.Read], AccessTable.Read),
        Service("Operate", [AppRoles.Operate], AccessTable.Operate),
        Service("all roles", AppRoles.All, AccessTable.Submit, AccessTable.Read, AccessTable.Operate),
        Service("no role", []),
        Service("an unknown role", ["DataRights.Archive"]),
        Service("a role in lower case", ["datarights.operate"]),
        new("a role that is a text", [Sign(Claims(AppRoles.Read).With("roles", AppRoles.Read))], [AccessTable.Read]),
        new("no roles claim", [Sign(Claims().With("roles", null))], []),
        new("roles of other types", [Sign(Claims().With("roles", new object[] { 1, new[] { AppRoles.Operate } }))], []),
        new("a role in scp only", [Sign(Claims().With("roles", null).With("scp", AppRoles.Operate))], []),
        new("a service that names a person", [Sign(Claims().With("identifiers", FakePeople.Person(FakePeople.Ada)).With("auth_time", Tokens.Seconds(now)))], []),
    ];

    private IEnumerable<Caller> GoodSubjects() =>
    [
        new("the person", [Sign(Person())], [AccessTable.Subject]),
        new("the person, who claims roles", [Sign(Person().With("roles", AppRoles.All))], [AccessTable.Subject]),
        new("another person", [Sign(Person(FakePeople.Bob))], [AccessTable.Subject], Stranger),
        new("a person whom nobody knows", [Sign(Person("eve@example.org"))], [AccessTable.Subject], Stranger),
        new("signed in long ago", [Sign(Person().With("auth_time", Tokens.Seconds(now.AddMinutes(-11))))], [AccessTable.Subject], Stale),
        new("signed in nobody knows when", [Sign(Person().With("auth_time", null))], [AccessTable.Subject], Stale),
        new("signed in at a text", [Sign(Person().With("auth_time", "now"))], [AccessTable.Subject], Stale),
        new("signed in tomorrow", [Sign(Person().With("auth_time", Tokens.Seconds(now.AddDays(1))))], [AccessTable.Subject], Stale),
    ];

    private static IEnumerable<Caller> Secrets() =>
    [
        new("the secret", ["Bearer " + Right], [AccessTable.Secret]),
        new("a wrong secret", ["Bearer " + StatusSecret.New()], [AccessTable.Secret], Stranger),
        new("a secret that is none", ["Bearer drs_"], [AccessTable.Secret], Stranger),
        new("the secret in upper case", ["Bearer drs_" + Right[4..].ToUpperInvariant()], [AccessTable.Secret], Stranger),
        new("its hash", ["Bearer drs_" + StatusSecret.Hash(Right)], [AccessTable.Secret], Stranger),
        new("the secret of another request", ["Bearer " + OfAnother], [AccessTable.Secret], Stranger),
        new("a secret whose time is over", ["Bearer " + Expired], [AccessTable.Secret], Stranger),
    ];

    private IEnumerable<Caller> BadServices()
    {
        var claims = Claims([.. AppRoles.All]);
        return
        [
            Bad("expired", Spoilt(claims, "exp", Tokens.Seconds(now.AddSeconds(-31)))),
            Bad("no expiry", Spoilt(claims, "exp", null)),
            Bad("not yet valid", Spoilt(claims, "nbf", Tokens.Seconds(now.AddSeconds(31)))),
            Bad("wrong audience", Spoilt(claims, "aud", "api://other")),
            Bad("no audience", Spoilt(claims, "aud", null)),
            Bad("wrong issuer", Spoilt(claims, "iss", "https://login.example")),
            Bad("an issuer but for a slash", Spoilt(claims, "iss", oidc.Issuer + "/")),
            Bad("no issuer", Spoilt(claims, "iss", null)),
            Bad("unknown key", Other.Sign(claims)),
            Bad("another key under the known id", Other.Sign(claims, oidc.Key.Kid)),
            Bad("no signature", oidc.Key.Sign(claims)[..^20]),
            Bad("other claims than were signed", Swapped(claims)),
            Bad("alg none", oidc.Key.Unsigned(claims, "none")),
            Bad("alg None", oidc.Key.Unsigned(claims, "None")),
            Bad("HS256 with the public key in PEM", oidc.Key.SignAsSecret(claims, oidc.Key.Pem)),
            Bad("HS256 with the public key as JWK", oidc.Key.SignAsSecret(claims, oidc.Key.Jwk)),
            Bad("a service by the subject's key", subjectKey.Sign(claims)),
            new("two tokens", [Sign(claims), Sign(claims)], [], Refused),
        ];
    }

    private IEnumerable<Caller> BadSubjects()
    {
        var claims = Person();
        return
        [
            Bad("person: expired", SpoiltPerson("exp", Tokens.Seconds(now.AddSeconds(-31)))),
            Bad("person: a token too long-lived", SpoiltPerson("exp", Tokens.Seconds(now.AddSeconds(901)))),
            Bad("person: no moment of issue", SpoiltPerson("iat", null)),
            Bad("person: issued tomorrow", subjectKey.Sign(claims.With("iat", Tokens.Seconds(now.AddDays(1))).With("exp", Tokens.Seconds(now.AddDays(1).AddMinutes(1))))),
            Bad("person: wrong audience", SpoiltPerson("aud", "api://other")),
            Bad("person: by the service's key", oidc.Key.Sign(claims)),
            Bad("person: alg none", subjectKey.Unsigned(claims, "none")),
            Bad("person: HS256 with the public key", subjectKey.SignAsSecret(claims, subjectKey.Pem)),
            Bad("person: nobody named", SpoiltPerson("identifiers", null)),
            Bad("person: no identifier", SpoiltPerson("identifiers", new { })),
            Bad("person: identifiers in a list", SpoiltPerson("identifiers", new[] { FakePeople.Ada })),
            Bad("person: an identifier that is a number", SpoiltPerson("identifiers", new { user_id = 42 })),
        ];
    }

    private static string B64(string text) => System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    private Caller Service(string name, IReadOnlyList<string> roles, params string[] columns) => new(name, [Sign(Claims([.. roles]))], columns);

    private Dictionary<string, object> Claims(params string[] roles) => Tokens.Service(oidc.Issuer, now, roles);

    private Dictionary<string, object> Person(string email = FakePeople.Ada) => Tokens.Subject(now, FakePeople.Person(email));

    private string Sign(Dictionary<string, object> claims) =>
        "Bearer " + (claims["iss"] as string == Tokens.SubjectIssuer ? subjectKey : oidc.Key).Sign(claims);

    private string Spoilt(Dictionary<string, object> claims, string name, object? value) => oidc.Key.Sign(claims.With(name, value));

    private string SpoiltPerson(string name, object? value) => subjectKey.Sign(Person().With(name, value));

    private string Swapped(Dictionary<string, object> claims)
    {
        var (signed, other) = (oidc.Key.Sign(claims.With("roles", Array.Empty<string>())).Split('.'), oidc.Key.Sign(claims).Split('.'));
        return $"{signed[0]}.{other[1]}.{signed[2]}";
    }
}
