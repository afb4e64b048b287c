using DataRights.Export;
using DataRights.Mapping;
using DataRights.Requests;
using DataRights.Sources;
using DataRights.Sql;
using DataRights.Storage;
using DataRights.Testing;
using DataRights.Testing.Fakes;
using DataRights.Testing.Servers;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace DataRights.Samples.Tests.Import;

/// <summary>One person's rows with every type that PostgreSQL columns commonly have, at their bounds.</summary>
internal static class EveryType
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Column, its type in the source, and its type once imported.</summary>
    public static IReadOnlyList<(string Column, string Type, string Imported)> Columns { get; } =
    [
        ("big", "bigint", "bigint"), ("amount", "numeric", "numeric"), ("ratio", "double precision", "numeric"), ("yes", "boolean", "boolean"), ("day", "date", "date"),
        ("at_noon", "time", "time without time zone"), ("at_noon_there", "timetz", "time with time zone"), ("wall", "timestamp", "timestamp without time zone"),
        ("moment", "timestamptz", "timestamp with time zone"), ("span", "interval", "interval"), ("uid", "uuid", "uuid"), ("bytes", "bytea", "bytea"), ("doc", "jsonb", "jsonb"),
        ("names", "text[]", "jsonb"), ("counts", "integer[]", "jsonb"), ("mood", "mood", "text"), ("address", "inet", "text"), ("words", "text", "text"),
    ];

    private static string Schema => $$"""
        CREATE TYPE mood AS ENUM ('glad', 'it''s fine', 'sad');
        CREATE TABLE owners (id bigint PRIMARY KEY);
        CREATE TABLE things (id bigint PRIMARY KEY, owner bigint NOT NULL REFERENCES owners (id), {{string.Join(", ", Columns.Select(c => $"{c.Column} {c.Type}"))}});
        CREATE TABLE parts (thing bigint NOT NULL REFERENCES things (id), number integer NOT NULL, name text, PRIMARY KEY (thing, number));
        INSERT INTO owners VALUES (7), (8);
        INSERT INTO things VALUES
          (1, 7, 9223372036854775807, 12345678901234567890123456789.000000000123, 0.1, true, '0999-12-31', '23:59:59.123456', '12:00:00+05:30', '2026-03-01 12:00:00.000001',
           '2026-03-01 12:00:00.123456+02', '1 year 2 mons 3 days 04:05:06.7', '6f9619ff-8b86-d011-b42d-00c04fc964ff', decode('00ff5c0a', 'hex'),
           '{"a": [1, null, "ü\"\\"], "n": 12345678901234567890}', ARRAY['a', NULL, 'x"y,z\', ''], ARRAY[[1,2],[3,NULL]], 'it''s fine', '10.0.0.1', E'tab\tline\nback\\slash \r "quoted", ''x'' \\N'),
          (2, 7, -9223372036854775808, 'NaN', 'NaN', false, '2026-02-28', '00:00:00', '00:00:00-08', '1999-12-31 23:59:59', '1970-01-01 00:00:00+00', '-3 days',
           '00000000-0000-0000-0000-000000000000', '\x', 'null', '{}', '{}', 'glad', '2001:db8::1', '=1+1'),
          (3, 7, 0, 'Infinity', '-Infinity', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '\N'),
          (4, 7, NULL, 0.10, 1e300, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '"a text"', NULL, NULL, 'sad', NULL, ''),
          (5, 8, 5, 5, 5, true, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'somebody else''s');
        INSERT INTO parts VALUES (1, 1, 'one'), (1, 2, NULL), (5, 1, 'another''s');
        """;

    public static async Task<PostgresDatabase> SeedAsync(PostgresFixture server, CancellationToken cancellationToken)
    {
        var database = await server.CreateDatabaseAsync(cancellationToken);
        await database.ExecuteAsync(Schema, cancellationToken);
        return database;
    }

    /// <summary>The value as text in the source. In JSON a value that is JSON's null reads like one that is missing; CSV tells them apart.</summary>
    public static string Here(string column, string type, ExportFormat format) => type switch
    {
        _ when type.EndsWith("[]", StringComparison.Ordinal) => $"to_jsonb({column})::text",
        "jsonb" when format != ExportFormat.Csv => $"nullif({column}, 'null'::jsonb)::text",
        _ => $"{column}::text",
    };

    /// <summary>The imported value, brought back into its first type, as text.</summary>
    public static string Again(string column, string type, string imported) => imported == "jsonb" || type == "mood" ? $"{column}::text" : $"{column}::{type}::text";

    public static async Task<byte[]> ExportAsync(PostgresDatabase source, ExportFormat format)
    {
        var clock = new ManualTimeProvider(Now);
        var map = Map();
        var sources = SourceOpening.Open(map, _ => source.ConnectionString, [new SqlSourceOpener(clock)]);
        await using var rows = sources.Rows("main");
        var request = new FakeRequest(new RequestRecord
        {
            Id = "019c0000-0000-7000-8000-000000000001",
            Kind = RequestKind.Access,
            Status = RequestStatus.Running,
            LedgerReference = "chain",
            Received = Now,
            Due = Now.AddDays(30),
            Version = 1,
            Epoch = 0,
            Format = format,
        });
        var store = new InMemoryObjectStore(clock);
        var job = new ExportJob(map, sources, new FootprintLocator(map), store, new TestKeys(), [], (_, _) => [], new(), clock, NullLogger<ExportJob>.Instance);
        var result = await job.RunAsync(request.Start("owners", "7"), TestContext.Current.CancellationToken);
        Assert.Equal((JobResultKind.Completed, "archived"), (result.Kind, result.Outcome));
        return store.Bytes(ObjectNames.Archive(request.Record.Id))!;
    }

    private static DataMap Map() => new()
    {
        Name = "types",
        Version = 1,
        Hash = "",
        Controller = new("Types", "privacy@types.example", null, null),
        Clock = new("gdpr", IsoDuration.FromDays(30), IsoDuration.Zero, IsoDuration.FromDays(7)),
        Identifiers = [new("user_id", IdentifierType.Integer, false)],
        Sources = [new("main", SourceKind.Postgres, "MainDb", null, null, 1)],
        Collections =
        [
            Table("owners", ["id"], []) with { Root = new(["id"], [new("id", "user_id")]) },
            Table("things", ["id"], [.. Columns.Select(c => c.Column)]) with { References = [new() { Columns = ["owner"], To = "owners", ToColumns = ["id"], Owns = true }] },
            Table("parts", ["thing", "number"], ["name"]) with { References = [new() { Columns = ["thing"], To = "things", ToColumns = ["id"], Owns = true }] },
        ],
    };

    private static Collection Table(string name, IReadOnlyList<string> key, IReadOnlyList<string> columns) => new()
    {
        Name = name,
        Source = "main",
        From = $"public.{name}",
        Key = key,
        Columns = [.. columns.Select(c => new ColumnRule(c, "account", ColumnOrigin.Provided, ColumnExport.Include, null, 1))],
        Deletion = [new DeletionRule { Treatment = Treatment.Delete }],
    };
}
