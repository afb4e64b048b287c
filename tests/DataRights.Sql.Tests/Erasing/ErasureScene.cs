using System.Data.Common;
using DataRights.Mapping;
using DataRights.Mapping.Expressions;
using DataRights.Sources;
using DataRights.Sql.Tests.Generated;
using DataRights.Subjects;

namespace DataRights.Sql.Tests.Erasing;

/// <summary>A database made by a script, a map of it, and a person to erase.</summary>
internal sealed class ErasureScene(ITestDatabase database, params Collection[] collections) : IAsyncDisposable
{
    public string ConnectionString => database.ConnectionString;

    public SqlSource Source { get; } = SqlSource.Open("main", database.Kind, database.ConnectionString, TimeProvider.System);

    public DataMap Map { get; } = MapOf(database.Kind, collections);

    /// <summary>Rows that were there to be treated, as noted before the first erasure.</summary>
    public List<CapturedPage> Captured { get; } = [];

    /// <summary>Whose they are.</summary>
    public Footprint? Whose { get; private set; }

    public static DataMap MapOf(SourceKind kind, params Collection[] collections) => new()
    {
        Name = "scene",
        Version = 1,
        Controller = new Controller("c", "c@example.org", null, null),
        Clock = new ClockRules("gdpr", IsoDuration.FromDays(30), IsoDuration.Zero, IsoDuration.FromDays(7)),
        Identifiers = [new IdentifierRule("id", IdentifierType.Text, false), new IdentifierRule("email", IdentifierType.Email, false)],
        Sources = [new SourceRule("main", kind, "Main", null, null, 1), new SourceRule("other", SourceKind.Postgres, "Other", null, null, 1)],
        Collections = collections,
        Hash = "scene",
    };

    public static Collection Root(string from = "people", params string[] key) => Table(from, key.Length == 0 ? ["id"] : key) with
    {
        Root = new RootRule(key.Length == 0 ? ["id"] : key, [new RootIdentifier(key.Length == 0 ? "id" : key[0], "id")]),
    };

    public static Collection Table(string from, string[] key, params Reference[] references) => new()
    {
        Name = from.Split('.')[^1],
        Source = "main",
        From = from,
        Key = key,
        References = references,
        Deletion = [new DeletionRule { Treatment = Treatment.Delete }],
    };

    public static Reference Owned(string column, string to, string toColumn = "id") =>
        new() { Columns = [column], To = to, ToColumns = [toColumn], Owns = true };

    public static Reference Pointing(string column, string to, bool detach, string toColumn = "id") =>
        new() { Columns = [column], To = to, ToColumns = [toColumn], Owns = false, Detach = detach };

    public static Predicate Is(string column, string value) => new ComparePredicate(column, Comparison.Equal, new Literal(LiteralKind.Text, value));

    public static DeletionRule Anonymized(params ColumnAnonymizer[] columns) => new() { Treatment = Treatment.Anonymize, Anonymize = columns };

    public static ColumnAnonymizer Null(string column) => new(column, AnonymizerKind.Null, null);

    public static ColumnAnonymizer Constant(string column, string value) => new(column, AnonymizerKind.Constant, value);

    public Footprint Footprint(params string[] key) => new(Map, new RootKey(Map.Collections.First(c => c.Root is not null).Name, new Key(key)), new Dictionary<EdgeId, IReadOnlyCollection<Key>>());

    public static Erasure Erasure(Footprint footprint, string request = "r1", long epoch = 1) => new(request, "erase:main/scene", epoch, footprint);

    public async Task<ErasureOutcome> EraseAsync(Footprint footprint, CancellationToken cancellationToken)
    {
        await CaptureAsync(footprint, cancellationToken);
        return await Source.EraseAsync(Erasure(footprint), cancellationToken);
    }

    public Task<ErasureOutcome> EraseAsync(CancellationToken cancellationToken, params string[] key) => EraseAsync(Footprint(key), cancellationToken);

    public async Task CaptureAsync(Footprint footprint, CancellationToken cancellationToken)
    {
        Whose = footprint;
        Captured.AddRange((await Source.CaptureAsync(footprint, cancellationToken)).Pages);
    }

    public Task<IReadOnlyList<Residue>> ResidueAsync(CancellationToken cancellationToken) => Source.FindResidueAsync(Whose!, Captured, cancellationToken);

    public Task ExecuteAsync(string sql, CancellationToken cancellationToken) => ExecuteAsync(database, sql, cancellationToken);

    public static async Task ExecuteAsync(ITestDatabase database, string sql, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>The query's rows, columns joined by <c>|</c>, rows by a blank; a null is <c>∅</c>.</summary>
    public async Task<string> RowsAsync(string sql, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using DbDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<string>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? "∅" : Convert.ToString(reader.GetValue(i), System.Globalization.CultureInfo.InvariantCulture))));
        }

        return string.Join(' ', rows);
    }

    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync();
        await database.DisposeAsync();
    }
}
