using DataRights.Mapping;
using DataRights.Sources;
using DataRights.Testing.Fakes;

namespace DataRights.Tests.Export;

/// <summary>The map, columns and the one row of <see cref="ExportHarness"/>.</summary>
public static class ExportMap
{
    public static IReadOnlyList<ColumnSchema> UserColumns { get; } =
    [
        FakeTable.Column("id", ValueKind.Integer), FakeTable.Column("name", ValueKind.Text), FakeTable.Column("empty", ValueKind.Text),
        FakeTable.Column("nothing", ValueKind.Text), FakeTable.Column("big", ValueKind.Integer), FakeTable.Column("balance", ValueKind.Number),
        FakeTable.Column("ratio", ValueKind.Double), FakeTable.Column("nan", ValueKind.Double), FakeTable.Column("seen", ValueKind.Timestamp),
        FakeTable.Column("blob", ValueKind.Bytes), FakeTable.Column("settings", ValueKind.Json), FakeTable.Column("tags", ValueKind.Array),
        FakeTable.Column("active", ValueKind.Boolean), FakeTable.Column("bio", ValueKind.Text), FakeTable.Column("id_number", ValueKind.Text),
        FakeTable.Column("password_hash", ValueKind.Text), FakeTable.Column("undeclared", ValueKind.Text),
    ];

    public static object?[] UserRow { get; } =
    [
        7L, ExportHarness.Emoji, "", null, long.MaxValue, FakeValue.Number("12345678901234567890.1200"), 0.1, double.NaN,
        FakeValue.Canonical("2026-01-02T03:04:05.123456Z"), new byte[] { 0, 1, 254, 255 }, FakeValue.Json("{\"n\": 12345678901234567890, \"s\": \"\\u0000\"}"),
        new object?[] { "a", null, new object?[] { 1L } }, true, $"{ExportHarness.Script}{ExportHarness.RightToLeft} =cmd()\uD800!", "AB1234567", "secret", "unknown",
    ];

    public static IReadOnlyList<ColumnSchema> OrderColumns { get; } =
    [
        FakeTable.Column("id", ValueKind.Integer), FakeTable.Column("user_id", ValueKind.Integer), FakeTable.Column("total", ValueKind.Number), FakeTable.Column("note", ValueKind.Text),
    ];

    public static IReadOnlyList<ColumnSchema> ScoreColumns { get; } =
        [FakeTable.Column("id", ValueKind.Integer), FakeTable.Column("user_id", ValueKind.Integer), FakeTable.Column("score", ValueKind.Double)];

    public static DataMap Create() => new()
    {
        Name = "shop",
        Version = 1,
        Hash = new string('a', 64),
        Controller = new Controller("Shop & <Sons>", "privacy@shop.example", "shop.example/privacy", null),
        Clock = new ClockRules("gdpr", new IsoDuration(0, 1, 0, TimeSpan.Zero), IsoDuration.FromDays(7), IsoDuration.FromDays(7)),
        Identifiers = [new IdentifierRule("user_id", IdentifierType.Integer, false)],
        Sources = [new SourceRule("main", SourceKind.Sqlite, "MainDb", null, null, 1), new SourceRule("uploads", SourceKind.Files, "Uploads", null, null, 2)],
        Recipients = [new Recipient("Payments Ltd", "payments", "GB", "adequacy decision")],
        NotCovered = [new NotCovered("Server logs", "they name no person", "they name no person")],
        Collections =
        [
            Table("users", "contract", UserColumns, "undeclared") with { Root = new RootRule(["id"], [new RootIdentifier("id", "user_id")]), Description = "Your account" },
            Table("orders", "contract", OrderColumns) with { References = [Owned] },
            Table("scores", "legitimate interest", ScoreColumns) with { References = [Owned] },
            new()
            {
                Name = "files",
                Source = "uploads",
                From = "uploads/{users.id}/",
                Key = ["name"],
                Basis = "consent",
                Files = new FileSelector(FileMatch.Prefix, "users", [new("uploads/", false), new("id", true), new("/", false)]),
                Deletion = [new DeletionRule { Treatment = Treatment.Delete }],
            },
        ],
    };

    private static Reference Owned => new() { Columns = ["user_id"], To = "users", ToColumns = ["id"], Owns = true };

    public static Collection Table(string name, string basis, IReadOnlyList<ColumnSchema> columns, params string[] undeclared) => new()
    {
        Name = name,
        Source = "main",
        From = $"public.{name}",
        Key = ["id"],
        Purpose = "providing the shop",
        Basis = basis,
        KeptFor = "as long as the account",
        Columns = [.. columns.Where(c => !undeclared.Contains(c.Name)).Select(Rule)],
        Deletion = [new DeletionRule { Treatment = Treatment.Delete }],
    };

    private static ColumnRule Rule(ColumnSchema column) => column.Name switch
    {
        "password_hash" => new(column.Name, "credential", ColumnOrigin.Provided, ColumnExport.Omit, "secret", 1),
        "id_number" => new(column.Name, "government-id", ColumnOrigin.Provided, ColumnExport.Mask, "can be misused", 1),
        "ratio" => new(column.Name, "profile", ColumnOrigin.Derived, ColumnExport.Include, null, 1),
        _ => new(column.Name, "account", ColumnOrigin.Provided, ColumnExport.Include, null, 1),
    };
}
