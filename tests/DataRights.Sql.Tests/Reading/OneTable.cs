using DataRights.Mapping;
using DataRights.Sources;
using DataRights.Subjects;

namespace DataRights.Sql.Tests.Reading;

/// <summary>A map of one table whose rows are their own subjects by <c>id</c>.</summary>
internal static class OneTable
{
    public static DataMap Map(SourceKind kind, params string[] columns) => new()
    {
        Name = "one",
        Version = 1,
        Controller = new Controller("c", "c@example.org", null, null),
        Clock = new ClockRules("gdpr", IsoDuration.FromDays(30), IsoDuration.Zero, IsoDuration.FromDays(7)),
        Identifiers = [new IdentifierRule("user_id", IdentifierType.Integer, false), new IdentifierRule("email", IdentifierType.Email, true), new IdentifierRule("phone", IdentifierType.Phone, true), new IdentifierRule("uuid", IdentifierType.Uuid, false)],
        Sources = [new SourceRule("main", kind, "Main", null, null, 1)],
        Collections =
        [
            new Collection
            {
                Name = "people",
                Source = "main",
                From = "people",
                Key = ["id"],
                Root = new RootRule(["id"], [new RootIdentifier("id", "user_id"), new RootIdentifier("email", "email")]),
                Columns = [.. columns.Select(c => new ColumnRule(c, null, ColumnOrigin.Provided, ColumnExport.Include, null, 1))],
                Deletion = [new DeletionRule { Treatment = Treatment.Delete }],
            },
        ],
        Hash = "one",
    };

    public static Footprint Of(DataMap map, string id) =>
        new(map, new RootKey("people", Key.Of(id)), new Dictionary<EdgeId, IReadOnlyCollection<Key>>());
}
