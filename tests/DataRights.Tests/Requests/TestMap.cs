using DataRights.Mapping;

namespace DataRights.Tests.Requests;

/// <summary>A small map: accounts found by id and address, newsletter rows found by address, and a grace of a week.</summary>
internal static class TestMap
{
    public static DataMap Create(IsoDuration? grace = null, IsoDuration exportEvery = default) => new()
    {
        Name = "test",
        Version = 1,
        Controller = new Controller("Test", "privacy@test.example", null, null),
        Clock = new ClockRules("gdpr", new IsoDuration(0, 1, 0, TimeSpan.Zero), grace ?? IsoDuration.FromDays(7), IsoDuration.FromDays(7)) { ExportEvery = exportEvery },
        Identifiers =
        [
            new IdentifierRule("user_id", IdentifierType.Integer, false),
            new IdentifierRule("email", IdentifierType.Email, true),
            new IdentifierRule("phone", IdentifierType.Phone, false),
        ],
        Sources = [new SourceRule("main", SourceKind.Sqlite, "Main", null, null, 1)],
        Collections =
        [
            Root("users", ["id"], new RootIdentifier("id", "user_id"), new RootIdentifier("email", "email")),
            Root("newsletter", ["email"], new RootIdentifier("email", "email")),
        ],
        Hash = "hash-of-the-test-map",
    };

    private static Collection Root(string name, IReadOnlyList<string> key, params RootIdentifier[] identifiers) => new()
    {
        Name = name,
        Source = "main",
        From = name,
        Key = key,
        Root = new RootRule(key, identifiers),
        Deletion = [new DeletionRule { Treatment = Treatment.Delete }],
    };
}
